package sekisho.server.selfservice;

import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.AccountHistory;
import sekisho.engine.Assessment;
import sekisho.engine.Feature;
import sekisho.engine.Finding;
import sekisho.server.record.Label;
import sekisho.server.record.Labels;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.ReasonTexts;
import sekisho.server.risk.Risk;
import tools.jackson.databind.json.JsonMapper;

/// Everything that is kept of an account, for its owner to take along: one JSON text without a password,
/// a token, a code or a hash of one.
@Component
public class OwnData {
    /// So many sign-ins and mails it holds at most, the newest.
    public static final int MOST = 2_000;

    private static final int DAYS = 400;

    private final OwnDataStore store;
    private final SignInRecords records;
    private final Labels labels;
    private final ReasonTexts reasonTexts;
    private final Risk risk;
    private final JsonMapper json;

    OwnData(
            OwnDataStore store,
            SignInRecords records,
            Labels labels,
            ReasonTexts reasonTexts,
            Risk risk,
            JsonMapper json) {
        this.store = store;
        this.records = records;
        this.labels = labels;
        this.reasonTexts = reasonTexts;
        this.risk = risk;
        this.json = json;
    }

    /// Writes it, in UTF-8; reasons in the words of a language.
    public void write(UUID accountId, Locale locale, OutputStream out) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("profile", store.profile(accountId));
        all.put("formerAddresses", store.formerAddresses(accountId));
        all.put("addressChange", store.addressChange(accountId));
        all.put("password", store.password(accountId));
        all.put("securityQuestion", store.securityQuestion(accountId));
        all.put("recoveryCodes", store.recoveryCodes(accountId));
        all.put("recoveries", store.recoveries(accountId));
        all.put("devices", store.devices(accountId));
        all.put("sessions", store.sessions(accountId));
        all.put("signIns", signIns(accountId, locale));
        all.put("answers", store.answers(accountId));
        all.put("pagesShown", store.shownPages(accountId));
        all.put("inquiries", store.inquiries(accountId));
        all.put("inquiryMessages", store.inquiryMessages(accountId));
        all.put("supportActions", store.supportActions(accountId));
        all.put("callerChecks", store.callerChecks(accountId));
        all.put("mails", store.mails(accountId, MOST));
        all.put("learnedHabits", habits(risk.remembered(accountId)));
        json.writerWithDefaultPrettyPrinter().writeValue(out, all);
    }

    private List<Map<String, @Nullable Object>> signIns(UUID accountId, Locale locale) {
        Map<UUID, Label> said =
                labels.list(accountId).stream().collect(Collectors.toMap(Label::attemptId, label -> label));
        return records.latest(accountId, DAYS, MOST).stream()
                .map(entry -> signIn(entry, said.get(entry.decided().attemptId()), locale))
                .toList();
    }

    private Map<String, @Nullable Object> signIn(SignInEntry entry, @Nullable Label said, Locale locale) {
        Assessment assessment = entry.decided().assessment();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("at", entry.at());
        row.put("reference", entry.decided().reference());
        row.put("kind", entry.decided().kind());
        row.put("decision", entry.decided().decision());
        row.put("outcomes", entry.outcomes());
        row.put("evidence", entry.decided().evidence());
        row.put("score", assessment == null ? null : assessment.score());
        row.put("findings", assessment == null ? List.of() : findings(assessment, entry.at(), locale));
        row.put("policyVersion", entry.decided().policyVersion());
        row.put("engineVersion", entry.decided().engineVersion());
        row.put("label", said == null ? null : Map.of("verdict", said.verdict(), "at", said.at()));
        return row;
    }

    private List<Map<String, Object>> findings(Assessment assessment, Instant at, Locale locale) {
        return assessment.findings().stream()
                .map((Finding finding) -> Map.<String, Object>of(
                        "code", finding.type().code(),
                        "contribution", finding.contribution(),
                        "reason", reasonTexts.after(finding, at, locale)))
                .toList();
    }

    /// Of what is remembered as hashes, which nobody can read, only how much there is is told.
    private static Map<String, @Nullable Object> habits(AccountHistory history) {
        Map<String, @Nullable Object> habits = new LinkedHashMap<>();
        habits.put("signInsLearned", history.signIns());
        for (Feature feature : Feature.values()) {
            List<String> values = history.mostUsual(feature);
            habits.put(name(feature), feature.isHashed() ? Map.of("remembered", values.size()) : values);
        }
        habits.put("lastPlace", history.lastPoint().orElse(null));
        return habits;
    }

    private static String name(Feature feature) {
        return switch (feature) {
            case ADDRESS -> "addresses";
            case PREFIX -> "networks";
            case ASN -> "providers";
            case COUNTRY -> "countries";
            case BROWSER -> "browsers";
            case SYSTEM -> "systems";
            case DEVICE_TYPE -> "deviceTypes";
            case LANGUAGE -> "languages";
            case NETWORK_TYPE -> "networkTypes";
            case REGION -> "regions";
            case AGENT -> "userAgents";
            case LANGUAGES -> "languageSettings";
            case SCREEN -> "screens";
            case HINTS -> "deviceModels";
        };
    }
}
