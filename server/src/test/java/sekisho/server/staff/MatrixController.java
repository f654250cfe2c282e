package sekisho.server.staff;

import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import sekisho.server.platform.web.ForSupportAct;
import sekisho.server.platform.web.ForSupportLead;
import sekisho.server.platform.web.ForSupportRead;

/// A route for each role, so that the matrix is tried out whatever the console has.
@Controller
@Profile("matrix")
@ForSupportRead
class MatrixController {
    @GetMapping(path = "/console/matrix/read/{number}", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String read(@PathVariable int number, @RequestParam UUID required) {
        return "read " + number + required;
    }

    @ForSupportAct
    @PostMapping(path = "/console/matrix/act", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String act() {
        return "act";
    }

    @ForSupportLead
    @PostMapping(path = "/console/matrix/lead", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String lead() {
        return "lead";
    }
}
