package sekisho.server.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Size caps and strict reading, before any parser of the container or the framework sees the request.
/// Later filters and handlers see only the parameters that were read here; the container never parses
/// any.
final class InputGuard extends OncePerRequestFilter {
    /// The language that the request asks for by `?lang=`, one of the languages that we have.
    static final String LANGUAGE = InputGuard.class.getName() + ".language";

    /// The largest form is a reply text of support: 3,000 Japanese signs of nine bytes each, and 3,000 English ones.
    private static final int LARGEST_BODY = 32 * 1024;
    private static final int LONGEST_PATH = 512;
    private static final int LONGEST_QUERY = 2 * 1024;
    private static final int LONGEST_COOKIES = 4 * 1024;

    private final Hosts hosts;
    private final MishapPages mishaps;

    InputGuard(Hosts hosts, MishapPages mishaps) {
        this.hosts = hosts;
        this.mishaps = mishaps;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Form form = new Form();
        Mishap mishap = read(request, form);
        if (mishap != null) {
            mishaps.write(mishap, request, response);
            return;
        }
        Map<String, String> values = form.values();
        String language = values.get("lang");
        if (language != null && Languages.has(language)) {
            request.setAttribute(LANGUAGE, language);
        }
        chain.doFilter(new ReadRequest(request, values), response);
    }

    private @Nullable Mishap read(HttpServletRequest request, Form form) throws IOException {
        if (!hosts.allows(request.getServerName())) {
            return Mishap.UNKNOWN_HOST;
        }
        if (request.getRequestURI().length() > LONGEST_PATH) {
            return Mishap.ADDRESS_TOO_LONG;
        }
        String query = request.getQueryString();
        if (query != null && query.length() > LONGEST_QUERY) {
            return Mishap.ADDRESS_TOO_LONG;
        }
        if (lengthOf(request.getHeaders(HttpHeaders.COOKIE)) > LONGEST_COOKIES) {
            return Mishap.HEADERS_TOO_LARGE;
        }
        if (query != null && !form.add(query.getBytes(StandardCharsets.ISO_8859_1))) {
            return Mishap.BAD_INPUT;
        }
        if (!request.getMethod().equals("POST")) {
            boolean hasBody =
                    request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
            return hasBody ? Mishap.BAD_INPUT : null;
        }
        if (!isForm(request)) {
            return Mishap.WRONG_TYPE;
        }
        if (request.getContentLengthLong() > LARGEST_BODY) {
            return Mishap.TOO_LARGE;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return Mishap.TOO_LARGE;
        }
        return form.add(body) ? null : Mishap.BAD_INPUT;
    }

    private static boolean isForm(HttpServletRequest request) {
        if (request.getContentType() == null || request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(request.getContentType());
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException notReadable) {
            return false;
        }
    }

    private static int lengthOf(Enumeration<String> values) {
        int length = 0;
        while (values.hasMoreElements()) {
            length += values.nextElement().length();
        }
        return length;
    }

    /// The request with the parameters that were read, and no others.
    private static final class ReadRequest extends HttpServletRequestWrapper {
        private final Map<String, String> values;

        ReadRequest(HttpServletRequest request, Map<String, String> values) {
            super(request);
            this.values = values;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return values.get(name);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            String value = values.get(name);
            return value == null ? null : new String[] {value};
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> map = HashMap.newHashMap(values.size());
            values.forEach((name, value) -> map.put(name, new String[] {value}));
            return Collections.unmodifiableMap(map);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(values.keySet());
        }
    }
}
