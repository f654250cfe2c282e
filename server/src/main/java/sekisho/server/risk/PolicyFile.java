package sekisho.server.risk;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import sekisho.server.platform.StartupRefused;

/// Reads a policy from YAML. Only the tree of nodes is read: no object is ever built from a tag. What
/// isn't understood is refused with file, line and what would be right.
final class PolicyFile {
    /// The proofs that a sign-in can ask for; the others belong to recovery.
    private static final Set<Authenticator> ASKED_AT_SIGN_IN =
            EnumSet.of(Authenticator.EMAIL_CODE, Authenticator.SIGNED_IN_DEVICE, Authenticator.SECURITY_QUESTION);

    private static final int LARGEST = 64 * 1024;
    private static final String BUNDLED = "policy.yaml";

    private final String name;

    private PolicyFile(String name) {
        this.name = name;
    }

    /// The site's own policy, or the bundled one for `null`.
    ///
    /// @throws StartupRefused in a sentence for the person who wrote it
    static Policy read(@Nullable Path file) {
        PolicyFile reader = new PolicyFile(file == null ? BUNDLED : file.toString());
        try (InputStream in = file == null ? bundled() : Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw reader.refused(" is larger than 64 KiB: is it a policy?");
            }
            return reader.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new StartupRefused(
                    "The policy " + reader.name + " can't be read (" + unreadable
                            + "): set sekisho.policy.file to a readable file, or leave it out.",
                    unreadable);
        }
    }

    private static InputStream bundled() {
        InputStream in = PolicyFile.class.getResourceAsStream(BUNDLED);
        if (in == null) {
            throw new IllegalStateException(BUNDLED + " is not in the jar");
        }
        return in;
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
        Map<String, Node> keys = mapping(node, Set.of("name", "from-score", "ask", "deny"), "a level");
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
                    scalar(required(keys, "name", node)),
                    number(required(keys, "from-score", node)),
                    ask,
                    deny != null && truth(deny));
        } catch (IllegalArgumentException wrong) {
            throw wrongAt(node, wrong.getMessage() + ".");
        }
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

    private static String word(Authenticator authenticator) {
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

    private StartupRefused wrongAt(Node node, String what) {
        return refused(", line " + (node.getStartMark().getLine() + 1) + ": " + what);
    }

    private StartupRefused refused(String what) {
        return new StartupRefused("The policy " + name + what);
    }
}
