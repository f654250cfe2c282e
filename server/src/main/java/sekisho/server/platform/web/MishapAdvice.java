package sekisho.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/// Turns what handlers throw into a [Mishap].
@ControllerAdvice
class MishapAdvice {
    private final MishapPages mishaps;

    MishapAdvice(MishapPages mishaps) {
        this.mishaps = mishaps;
    }

    @ExceptionHandler(Exception.class)
    void show(Exception exception, HttpServletRequest request, HttpServletResponse response) throws Exception {
        switch (exception) {
            // The security filters lead to the sign-in page.
            case AccessDeniedException denied -> throw denied;
            case AuthenticationException denied -> throw denied;
            case AsyncRequestNotUsableException gone -> throw gone;
            case ErrorResponse known -> {
                String allow = known.getHeaders().getFirst(HttpHeaders.ALLOW);
                if (allow != null) {
                    response.setHeader(HttpHeaders.ALLOW, allow);
                }
                Mishap mishap = Mishap.ofStatus(known.getStatusCode().value());
                write(mishap, mishap == Mishap.FAULT, exception, request, response);
            }
            case TypeMismatchException failed -> write(Mishap.BAD_INPUT, false, exception, request, response);
            case DataAccessResourceFailureException failed -> write(Mishap.BUSY, true, exception, request, response);
            case TransientDataAccessException failed -> write(Mishap.BUSY, true, exception, request, response);
            case CannotCreateTransactionException failed -> write(Mishap.BUSY, true, exception, request, response);
            default -> write(Mishap.FAULT, true, exception, request, response);
        }
    }

    private void write(
            Mishap mishap, boolean logged, Exception cause, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (logged) {
            mishaps.write(mishap, request, response, cause);
        } else {
            mishaps.write(mishap, request, response);
        }
    }
}
