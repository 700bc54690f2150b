package io.slipway.sdi.octostache;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a version, in Octopus's lenient sense of one. */
final class VersionFilters {
    private static final Pattern VERSION = Pattern.compile("(?i)(?:v?(?<major>\\d+)(?=$|[._+-]|\\D)"
            + "(?:[._-](?<minor>\\d+)(?=$|[._+-]))?+(?:[._-](?<patch>\\d+)(?=$|[._+-]))?+"
            + "(?:[._-](?<revision>\\d+)(?=$|[._+-]))?+)?"
            + "(?:[._-]?(?<prerelease>(?<prefix>[^._+-]+)?(?:[._-](?<counter>[^+]*))?))?(?:\\+(?<metadata>.*))?");

    private VersionFilters() {}

    static void register(Filters filters) {
        Map<String, Function<Matcher, String>> parts = Map.of(
                "VersionMajor", version -> number(version, "major"),
                "VersionMinor", version -> number(version, "minor"),
                "VersionPatch", version -> number(version, "patch"),
                "VersionRevision", version -> number(version, "revision"),
                "VersionPreRelease", version -> text(version, "prerelease"),
                "VersionPreReleasePrefix", version -> text(version, "prefix"),
                "VersionPreReleaseCounter", version -> text(version, "counter"),
                "VersionMetadata", version -> text(version, "metadata"));
        parts.forEach((name, part) -> filters.putText(name, (input, options) -> part(input, options, part)));
    }

    private static String part(String input, List<String> options, Function<Matcher, String> part) {
        Matcher version = VERSION.matcher(input.strip());
        if (!version.matches() || !options.isEmpty()) {
            throw new OctostacheException("The supplied version was not valid: " + input);
        }
        return part.apply(version);
    }

    private static String number(Matcher version, String group) {
        String digits = text(version, group).replaceFirst("^0+(?=\\d)", "");
        return digits.isEmpty() ? "0" : digits;
    }

    private static String text(Matcher version, String group) {
        return Optional.ofNullable(version.group(group)).orElse("");
    }
}
