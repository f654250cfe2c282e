package sekisho.server.platform.web;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Refuses to start while any handler of ours doesn't say for whom it is.
@Component
class AccessRules implements SmartInitializingSingleton {
    private final RequestMappingHandlerMapping handlers;

    AccessRules(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
        this.handlers = handlers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (HandlerMethod handler : handlers.getHandlerMethods().values()) {
            boolean ours = handler.getBeanType().getName().startsWith("sekisho.");
            boolean ruled = AnnotatedElementUtils.hasAnnotation(handler.getMethod(), PreAuthorize.class)
                    || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), PreAuthorize.class);
            if (ours && !ruled) {
                throw new IllegalStateException(handler + " declares no access rule: say @ForEveryone, @ForMembers,"
                        + " @ForSupportRead, @ForSupportAct or @ForSupportLead");
            }
        }
    }
}
