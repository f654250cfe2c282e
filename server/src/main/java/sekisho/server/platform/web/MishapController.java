package sekisho.server.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Answers what failed before or after any handler.
@Controller
@ForEveryone
class MishapController implements ErrorController {
    private final MishapPages mishaps;

    MishapController(MishapPages mishaps) {
        this.mishaps = mishaps;
    }

    @RequestMapping("/error")
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Mishap mishap = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? Mishap.ofStatus(status)
                : Mishap.NOT_FOUND;
        Throwable cause =
                request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown ? thrown : null;
        mishaps.write(mishap, request, response, mishap == Mishap.FAULT ? cause : null);
    }
}
