package io.slipway.features.bill;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A package of another ecosystem.
 *
 * @param type what it is, as package URLs name it: {@code nuget}, {@code maven}, {@code npm}, {@code pypi}
 * @param group what its name is qualified by, such as Maven's group or npm's scope; else empty
 * @param name its name
 * @param version its version
 */
public record Component(String type, String group, String name, String version) implements Comparable<Component> {
    /** The package URL (https://github.com/package-url/purl-spec). */
    public String url() {
        return "pkg:" + type + "/" + (group.isEmpty() ? "" : escaped(group) + "/") + escaped(name) + "@"
                + escaped(version);
    }

    /** The name with what qualifies it, as its ecosystem writes it. */
    public String fullName() {
        if (group.isEmpty()) {
            return name;
        }
        return group + (type.equals("maven") ? ":" : "/") + name;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }

    @Override
    public int compareTo(Component other) {
        return url().compareTo(other.url());
    }
}
