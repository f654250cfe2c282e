package sekisho.server.selfservice.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.Details;
import sekisho.server.platform.Transactions;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.PageError;
import sekisho.server.session.SignedIn;

/// Lets a member change what he told of himself, and the language of his notices.
@Controller
@ForMembers
class ProfileController {
    private final Accounts accounts;
    private final Transactions transactions;

    ProfileController(Accounts accounts, Transactions transactions) {
        this.accounts = accounts;
        this.transactions = transactions;
    }

    @GetMapping("/account/profile")
    String profile(@AuthenticationPrincipal SignedIn member, Model model) {
        return show(model, member, false);
    }

    private String show(Model model, SignedIn member, boolean saved) {
        Account account = accounts.find(member.accountId()).orElseThrow();
        return show(
                model,
                new ProfilePage(
                        account.name(),
                        Objects.requireNonNullElse(account.nameKana(), ""),
                        Objects.requireNonNullElse(account.phone(), ""),
                        account.email(),
                        account.locale().getLanguage(),
                        saved,
                        List.of()));
    }

    @PostMapping("/account/profile")
    String save(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String nameKana,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String language,
            HttpServletResponse response,
            Model model) {
        Account account = accounts.find(member.accountId()).orElseThrow();
        Locale locale = language.equals("ja") || language.equals("en") ? Locale.of(language) : account.locale();
        Details details = Details.typed(name, nameKana, phone);
        List<PageError> errors = details.problems().stream()
                .map(problem -> PageError.at(problem.field(), problem.key(), Details.LONGEST_NAME))
                .toList();
        if (!errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(
                    model,
                    new ProfilePage(name, nameKana, phone, account.email(), locale.getLanguage(), false, errors));
        }
        transactions.inOne(member.accountId(), () -> {
            accounts.lock(member.accountId());
            accounts.changeDetails(member.accountId(), details, locale);
            return details;
        });
        return show(model, member, true);
    }

    private static String show(Model model, ProfilePage page) {
        model.addAttribute("page", page);
        return "selfservice/profile";
    }
}
