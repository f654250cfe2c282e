package sekisho.replay.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The assumptions of the world, from the bundled `parameters.yaml`. Names are paths such as
/// `homes.churn_sticky`.
final class Parameters {
    private final String path;
    private final Map<String, Object> values;

    private Parameters(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    static Parameters bundled() {
        try (InputStream file =
                Objects.requireNonNull(Parameters.class.getResourceAsStream("parameters.yaml"), "parameters.yaml")) {
            return new Parameters("", map("", yaml().load(file)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// These with what the file changes.
    ///
    /// @throws IllegalArgumentException if it has a name that isn't here, or a value of another kind
    Parameters changedBy(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Parameters("", merged("", values, map("", yaml().load(reader))));
        }
    }

    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }

    private static Map<String, Object> merged(String path, Map<String, Object> old, Map<String, Object> changes) {
        Map<String, Object> merged = new LinkedHashMap<>(old);
        changes.forEach((name, change) -> {
            String here = path + name;
            Object before = old.get(name);
            if (before == null) {
                throw new IllegalArgumentException("There is no parameter " + here);
            }
            if (before instanceof Map) {
                merged.put(name, merged(here + ".", map(here, before), map(here, change)));
            } else if (before instanceof Number == change instanceof Number
                    && before instanceof List == change instanceof List) {
                merged.put(name, change);
            } else {
                throw new IllegalArgumentException(here + " can't be " + change);
            }
        });
        return merged;
    }

    private static Map<String, Object> map(String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> raw)) {
            throw new IllegalArgumentException((path.isEmpty() ? "The file" : path) + " must hold names and values");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        raw.forEach((name, content) -> map.put(String.valueOf(name), content));
        return map;
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("There is no parameter " + path + name);
        }
        return value;
    }

    /// One group, such as `homes`.
    Parameters group(String name) {
        return new Parameters(path + name + ".", map(path + name, value(name)));
    }

    double number(String name) {
        if (value(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(path + name + " must be a number");
    }

    /// 0 where the name is missing.
    double numberOrNone(String name) {
        return values.containsKey(name) ? number(name) : 0;
    }

    int whole(String name) {
        return (int) number(name);
    }

    String text(String name) {
        return value(name).toString();
    }

    boolean flag(String name) {
        return value(name).equals(true);
    }

    /// The names in this group, in the order of the file.
    List<String> names() {
        return List.copyOf(values.keySet());
    }

    /// A list of texts or numbers.
    List<String> list(String name) {
        if (value(name) instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException(path + name + " must be a list");
    }

    /// A list of lists of texts.
    List<List<String>> lists(String name) {
        List<List<String>> lists = new ArrayList<>();
        if (value(name) instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof List<?> inner) {
                    lists.add(inner.stream().map(String::valueOf).toList());
                }
            }
        }
        return lists;
    }

    /// A list of groups.
    List<Parameters> groups(String name) {
        List<Parameters> groups = new ArrayList<>();
        if (value(name) instanceof List<?> list) {
            for (Object entry : list) {
                groups.add(new Parameters(path + name + ".", map(path + name, entry)));
            }
        }
        return groups;
    }

    /// The names of a group with their shares.
    Weighted<String> shares(String name) {
        Parameters group = group(name);
        return Weighted.of(group.names(), group::number);
    }
}
