package sekisho.replay.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import sekisho.engine.Authenticator;
import sekisho.engine.Policy;

/// Reads a policy from YAML. Only the tree of nodes is read: no object is ever built from a tag. What
/// isn't understood is refused with file, line and what would be right.
public final class PolicyFile {
    /// The proofs that a sign-in can ask for; the others belong to recovery.
    private static final Set<Authenticator> ASKED_AT_SIGN_IN =
            EnumSet.of(Authenticator.EMAIL_CODE, Authenticator.SIGNED_IN_DEVICE, Authenticator.SECURITY_QUESTION);

    private static final int LARGEST = 64 * 1024;
    private static final String BUNDLED = "policy.yaml";

    /// The name under which commands know the bundled policy.
    static final String STANDARD = "standard";

    private static final Pattern SHARE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?%");
    private static final Pattern A_MEMBER_AND_YEAR =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) a member and year");

    private final String name;

    private PolicyFile(String name) {
        this.name = name;
    }

    /// Reads a site's own policy.
    ///
    /// @throws PolicyRefused in a sentence for the person who wrote it
    public static Policy read(Path file) {
        PolicyFile reader = new PolicyFile(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            return reader.read(in);
        } catch (IOException unreadable) {
            throw new PolicyRefused("The policy " + reader.name + " can't be read (" + unreadable + ").", unreadable);
        }
    }

    /// The policy of a site that has none of its own.
    public static Policy bundled() {
        try (InputStream in = PolicyFile.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new IllegalStateException(BUNDLED + " is not in the jar");
            }
            return new PolicyFile(BUNDLED).read(in);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /// The bundled policy for the word `standard`, else the one in the file of this name.
    ///
    /// @throws PolicyRefused in a sentence for the person who wrote it
    public static Policy named(String name) {
        return name.equals(STANDARD) ? bundled() : read(Path.of(name));
    }

    private Policy read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw refused(" is larger than 64 KiB: is it a policy?");
        }
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    private Policy parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setNestingDepthLimit(8);
        options.setMaxAliasesForCollections(0);
        Node root;
        try {
            root = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException broken) {
            throw refused(", line "
                    + (broken.getProblemMark() == null
                            ? "?"
                            : broken.getProblemMark().getLine() + 1)
                    + ": this is no YAML (" + broken.getProblem() + ").");
        } catch (YAMLException broken) {
            throw refused(" is no YAML (" + broken.getMessage() + ").");
        }
        if (root == null) {
            throw refused(" is empty: it needs version and levels.");
        }
        Map<String, Node> top = mapping(root, Set.of("version", "levels"), "a policy");
        String version = scalar(required(top, "version", root));
        List<Policy.Level> levels = new ArrayList<>();
        for (Node level : sequence(required(top, "levels", root), "levels")) {
            levels.add(level(level));
        }
        try {
            return new Policy(version, levels);
        } catch (IllegalArgumentException wrong) {
            throw refused(": " + wrong.getMessage() + ".");
        }
    }

    private Policy.Level level(Node node) {
        Map<String, Node> keys = mapping(node, Set.of("name", "from-score", "budget", "ask", "deny"), "a level");
        Set<Authenticator> ask = EnumSet.noneOf(Authenticator.class);
        Node asked = keys.get("ask");
        if (asked != null) {
            for (Node proof : sequence(asked, "ask")) {
                ask.add(authenticator(proof));
            }
        }
        Node deny = keys.get("deny");
        try {
            return new Policy.Level(
                    scalar(required(keys, "name", node)), start(keys, node), ask, deny != null && truth(deny));
        } catch (IllegalArgumentException wrong) {
            throw wrongAt(node, wrong.getMessage() + ".");
        }
    }

    private Policy.Start start(Map<String, Node> keys, Node level) {
        Node score = keys.get("from-score");
        Node budget = keys.get("budget");
        if (score != null && budget == null) {
            return new Policy.FromScore(number(score));
        }
        if (budget != null && score == null) {
            return budget(budget);
        }
        throw wrongAt(level, "a level has either from-score or budget.");
    }

    private Policy.Budget budget(Node node) {
        String text = scalar(node);
        Matcher share = SHARE.matcher(text);
        if (share.matches()) {
            return Policy.Budget.share(
                    new BigDecimal(share.group(1)).movePointLeft(2).doubleValue());
        }
        Matcher number = A_MEMBER_AND_YEAR.matcher(text);
        if (number.matches()) {
            return Policy.Budget.aMemberAndYear(Double.parseDouble(number.group(1)));
        }
        throw wrongAt(node, "budget is \"" + text + "\", but must be like \"1%\" or \"4 a member and year\".");
    }

    private Authenticator authenticator(Node node) {
        String text = scalar(node);
        for (Authenticator authenticator : ASKED_AT_SIGN_IN) {
            if (word(authenticator).equals(text)) {
                return authenticator;
            }
        }
        String known = ASKED_AT_SIGN_IN.stream().map(PolicyFile::word).collect(Collectors.joining(", "));
        throw wrongAt(node, "\"" + text + "\" is no proof; there is " + known + ".");
    }

    /// What a proof is called in the file.
    static String word(Authenticator authenticator) {
        return authenticator.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private double number(Node node) {
        String text = scalar(node);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw wrongAt(node, "from-score is \"" + text + "\", but must be a number from 0 to 100.");
        }
    }

    private boolean truth(Node node) {
        return switch (scalar(node)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrongAt(node, "deny must be true or false.");
        };
    }

    private Map<String, Node> mapping(Node node, Set<String> allowed, String what) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrongAt(node, what + " must have the keys " + listed(allowed) + ".");
        }
        Map<String, Node> keys = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = scalar(entry.getKeyNode());
            if (!allowed.contains(key)) {
                throw wrongAt(
                        entry.getKeyNode(), "\"" + key + "\" is unknown; " + what + " has " + listed(allowed) + ".");
            }
            if (keys.put(key, entry.getValueNode()) != null) {
                throw wrongAt(entry.getKeyNode(), "\"" + key + "\" stands there twice.");
            }
        }
        return keys;
    }

    private static String listed(Set<String> keys) {
        return keys.stream().sorted().collect(Collectors.joining(", "));
    }

    private Node required(Map<String, Node> keys, String key, Node where) {
        Node node = keys.get(key);
        if (node == null) {
            throw wrongAt(where, "\"" + key + "\" is missing.");
        }
        return node;
    }

    private List<Node> sequence(Node node, String key) {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrongAt(node, key + " must be a list.");
        }
        return sequence.getValue();
    }

    private String scalar(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrongAt(node, "a single value must stand here.");
        }
        return scalar.getValue();
    }

    private PolicyRefused wrongAt(Node node, String what) {
        return refused(", line " + (node.getStartMark().getLine() + 1) + ": " + what);
    }

    private PolicyRefused refused(String what) {
        return new PolicyRefused("The policy " + name + what);
    }
}
