package io.slipway.packages.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A range of versions in the notation of NuGet, Octopus and Maven: {@code [1.2,2.0)} from 1.2 to below 2.0, {@code
 * (,2.0]} up to 2.0, {@code [1.2]} exactly this version, {@code 1.2} this and later versions, {@code 1.2.*} versions
 * that begin with it, {@code *} all, {@code [1,2),[3,)} either range.
 *
 * <p>Bounds are compared as versions: 2.0-beta is before 2.0 and in {@code [1.2,2.0)}. {@link #newest} chooses a
 * pre-release only if no release is in the range, or if a bound of the range is a pre-release.
 *
 * @param text the text that was parsed
 * @param intervals the intervals that it consists of
 * @param <V> the scheme of versions
 */
public record VersionRange<V extends Version<V>>(String text, List<Interval<V>> intervals) {
    public VersionRange {
        intervals = List.copyOf(intervals);
    }

    /**
     * The versions between two bounds.
     *
     * @param from the lower bound, if there is one
     * @param fromItself whether the lower bound belongs to it
     * @param to the upper bound, if there is one
     * @param toItself whether the upper bound belongs to it
     */
    public record Interval<V extends Version<V>>(
            Optional<V> from, boolean fromItself, Optional<V> to, boolean toItself) {
        boolean contains(V version) {
            return from.map(it -> it.compareTo(version) < (fromItself ? 1 : 0)).orElse(true)
                    && to.map(it -> version.compareTo(it) < (toItself ? 1 : 0)).orElse(true);
        }

        boolean namesPreRelease() {
            return from.filter(Version::isPreRelease)
                    .or(() -> to.filter(Version::isPreRelease))
                    .isPresent();
        }
    }

    /**
     * Reads a range.
     *
     * @param scheme reads a version of the scheme, such as {@code OctopusVersion::parse}
     * @throws VersionException if it is not a range, or is empty
     */
    public static <V extends Version<V>> VersionRange<V> parse(String text, Function<String, V> scheme) {
        String range = Version.bounded(text).strip();
        if (range.isEmpty()) {
            throw VersionException.mustBe("a range must be in interval notation, such as [1.2,2.0)", text);
        }
        List<Interval<V>> intervals = new ArrayList<>();
        if (range.charAt(0) == '[' || range.charAt(0) == '(') {
            for (String part : parts(range)) {
                intervals.add(interval(part, scheme));
            }
        } else {
            intervals.add(open(range, scheme));
        }
        return new VersionRange<>(range, intervals);
    }

    private static List<String> parts(String range) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start < range.length()) {
            int end = start;
            while (end < range.length() && range.charAt(end) != ']' && range.charAt(end) != ')') {
                end++;
            }
            char opening = range.charAt(start);
            if (end == range.length() || (opening != '[' && opening != '(')) {
                throw VersionException.mustBe("a range must be in interval notation, such as [1.2,2.0)", range);
            }
            parts.add(range.substring(start, end + 1));
            start = next(range, end + 1);
        }
        return parts;
    }

    /** Returns the start of the next interval, after a comma and blanks. */
    private static int next(String range, int end) {
        String rest = range.substring(end).strip();
        if (!rest.isEmpty() && (rest.charAt(0) != ',' || rest.length() == 1)) {
            throw VersionException.mustBe("a range must be in interval notation, such as [1.2,2.0)", range);
        }
        return rest.isEmpty()
                ? range.length()
                : range.length() - rest.substring(1).strip().length();
    }

    private static <V extends Version<V>> Interval<V> interval(String text, Function<String, V> scheme) {
        boolean fromItself = text.charAt(0) == '[';
        boolean toItself = text.endsWith("]");
        String[] bounds = text.substring(1, text.length() - 1).split(",", -1);
        Optional<V> from = bound(bounds[0], scheme);
        Optional<V> to = bound(bounds[bounds.length - 1], scheme);
        boolean exact = bounds.length == 1;
        int order = from.isPresent() && to.isPresent() ? from.get().compareTo(to.get()) : -1;
        if (bounds.length > 2
                || (exact && (from.isEmpty() || !fromItself || !toItself))
                || order > 0
                || (order == 0 && !(fromItself && toItself))) {
            throw VersionException.mustBe("a range must have a lower bound up to its upper one", text);
        }
        return new Interval<>(from, fromItself, to, toItself);
    }

    private static <V extends Version<V>> Optional<V> bound(String text, Function<String, V> scheme) {
        return text.isBlank() ? Optional.empty() : Optional.of(scheme.apply(text.strip()));
    }

    /** Parses a version, which includes later ones, or a prefix. */
    private static <V extends Version<V>> Interval<V> open(String text, Function<String, V> scheme) {
        if (text.equals("*")) {
            return new Interval<V>(Optional.empty(), false, Optional.empty(), false);
        }
        if (!text.endsWith(".*")) {
            return new Interval<>(Optional.of(scheme.apply(text)), true, Optional.empty(), false);
        }
        String start = text.substring(0, text.length() - 2);
        int dot = start.lastIndexOf('.');
        String last = start.substring(dot + 1);
        if (!PreRelease.isNumber(last)) {
            throw VersionException.mustBe("a range must be in interval notation, such as [1.2,2.0)", text);
        }
        String end = start.substring(0, dot + 1) + (Numbers.of(last) + 1L);
        return new Interval<>(Optional.of(scheme.apply(start)), true, Optional.of(scheme.apply(end)), false);
    }

    /** Returns whether a version is in the range. */
    public boolean contains(V version) {
        return intervals.stream().anyMatch(it -> it.contains(version));
    }

    /** Returns the newest of these versions in the range: a release, unless there is none or a bound of the range is a pre-release. */
    public Optional<V> newest(Collection<V> versions) {
        List<V> fitting = versions.stream().filter(this::contains).toList();
        boolean any = intervals.stream().anyMatch(Interval::namesPreRelease);
        return fitting.stream()
                .filter(it -> any || !it.isPreRelease())
                .max(Comparator.naturalOrder())
                .or(() -> fitting.stream().max(Comparator.naturalOrder()));
    }

    @Override
    public String toString() {
        return text;
    }
}
