package sekisho.server.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
public class Audit {
    public void write(
            Actor actor,
            Action action,
            @Nullable UUID accountId,
            @Nullable String caseNumber,
            @Nullable String reason) {}
}
