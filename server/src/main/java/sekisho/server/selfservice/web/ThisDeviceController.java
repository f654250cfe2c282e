package sekisho.server.selfservice.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.device.Device;
import sekisho.server.device.Devices;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.PageError;
import sekisho.server.session.SignedIn;

/// How the member's own browser names his account before he signs in.
@Controller
@ForMembers
class ThisDeviceController {
    private final Accounts accounts;
    private final Devices devices;

    ThisDeviceController(Accounts accounts, Devices devices) {
        this.accounts = accounts;
        this.devices = devices;
    }

    @GetMapping("/account/this-device")
    String thisDevice(@AuthenticationPrincipal SignedIn member, Model model) {
        String label = accounts.find(member.accountId()).map(Account::label).orElse("");
        return show(model, member, label, false, List.of());
    }

    @PostMapping("/account/this-device")
    String save(
            @RequestParam(defaultValue = "") String label,
            @RequestParam(name = "hide_name", defaultValue = "false") boolean hideName,
            @AuthenticationPrincipal SignedIn member,
            HttpServletResponse response,
            Model model) {
        String stripped = label.strip();
        if (stripped.codePointCount(0, stripped.length()) > Accounts.LONGEST_LABEL) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            PageError tooLong = PageError.at("label", "account.error.label.too_long", Accounts.LONGEST_LABEL);
            return show(model, member, label, false, List.of(tooLong));
        }
        accounts.setLabel(member.accountId(), stripped.isEmpty() ? null : stripped);
        if (member.deviceId() != null) {
            devices.hideName(member.accountId(), member.deviceId(), hideName);
        }
        return show(model, member, stripped, true, List.of());
    }

    private String show(Model model, SignedIn member, String label, boolean saved, List<PageError> errors) {
        List<Device> here = devices.list(member.accountId()).stream()
                .filter(device -> device.id().equals(member.deviceId()))
                .toList();
        model.addAttribute(
                "page",
                new ThisDevicePage(label, !here.isEmpty(), here.stream().anyMatch(Device::nameHidden), saved, errors));
        return "selfservice/this-device";
    }
}
