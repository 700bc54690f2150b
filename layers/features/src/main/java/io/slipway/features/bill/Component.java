package io.slipway.features.bill;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A package of another ecosystem.
 *
 * @param type its type in package URLs: {@code nuget}, {@code maven}, {@code npm}, {@code pypi}
 * @param group the qualifier of its name, such as Maven's group or npm's scope; empty for other types
 * @param name its name
 * @param version its version
 */
public record Component(String type, String group, String name, String version) implements Comparable<Component> {
    /** Returns the package URL (https://github.com/package-url/purl-spec). */
    public String url() {
        return "pkg:" + type + "/" + (group.isEmpty() ? "" : escaped(group) + "/") + escaped(name) + "@"
                + escaped(version);
    }

    /** Returns the qualified name, as its ecosystem writes it. */
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
