package io.slipway.packages.version;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the next version is made of the one before, in Octopus's notation: {@code i} stands for one more, {@code c} for the same, in the numbers
 * and in the identifiers of pre-release and metadata. Places after an {@code i} start again at 0. {@code 1.2.i-beta.i} makes 1.2.4-beta.1 of 1.2.3.
 */
public final class VersionMask {
    private static final String PLACE = "(\\d+|[ic])";
    private static final Pattern MASK = Pattern.compile("(?:([vV])?" + PLACE + "(?:\\." + PLACE + ")?(?:\\." + PLACE
            + ")?(?:\\." + PLACE + ")?)?(?:-([^+\\s]*))?(?:\\+(\\S*))?");

    private static final int PREFIX = 1;
    private static final int MAJOR = 2;
    private static final int REVISION = 5;
    private static final int PRE_RELEASE = 6;
    private static final int METADATA = 7;

    private final String text;
    private final Optional<Matcher> parts;

    private VersionMask(String text) {
        this.text = text;
        this.parts = match(text);
    }

    /** Reads a mask; what is none is a version, which every next one is equal to. */
    public static VersionMask parse(String text) {
        return new VersionMask(Version.bounded(text));
    }

    private static Optional<Matcher> match(String text) {
        Matcher matcher = MASK.matcher(text);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    /** Whether it has places to fill at all: as Octopus sees it, in the numbers or at the end of the pre-release or the metadata after a dot. */
    public boolean isMask() {
        return parts.filter(it -> {
                    for (int place = MAJOR; place <= REVISION; place++) {
                        if (isOpen(it.group(place))) {
                            return true;
                        }
                    }
                    return endsOpen(it.group(PRE_RELEASE)) || endsOpen(it.group(METADATA));
                })
                .isPresent();
    }

    /**
     * The next version.
     *
     * @param current the one before; where there is none, every open place is 0
     * @throws VersionException if what comes out is no version
     */
    public OctopusVersion next(Optional<OctopusVersion> current) {
        if (parts.isEmpty()) {
            return OctopusVersion.parse(text);
        }
        Matcher mask = parts.get();
        String next = current.isEmpty()
                ? text(mask, place -> first(mask, place))
                : following(mask, match(current.get().text()));
        return OctopusVersion.parse(next);
    }

    private interface Place {
        String text(int place);
    }

    private static String text(Matcher mask, Place place) {
        StringBuilder version = new StringBuilder(mask.group(PREFIX) == null ? "" : mask.group(PREFIX));
        for (int i = MAJOR; i <= METADATA; i++) {
            version.append(place.text(i));
        }
        return version.toString();
    }

    private static String separator(int place) {
        return switch (place) {
            case MAJOR -> "";
            case PRE_RELEASE -> "-";
            case METADATA -> "+";
            default -> ".";
        };
    }

    private static String first(Matcher mask, int place) {
        String value = mask.group(place);
        if (value == null || value.isEmpty()) {
            return "";
        }
        List<String> filled = new ArrayList<>();
        for (String identifier : identifiers(value)) {
            filled.add(isOpen(identifier) ? "0" : identifier);
        }
        return separator(place) + String.join(".", filled);
    }

    private static String following(Matcher mask, Optional<Matcher> current) {
        return text(mask, place -> {
            String value = mask.group(place);
            String before = current.map(it -> it.group(place)).orElse(null);
            if (place > REVISION) {
                return value == null || value.isEmpty() ? "" : separator(place) + identifiersAfter(value, before);
            }
            String left = place == MAJOR ? null : mask.group(place - 1);
            if (value == null) {
                return before != null && left != null ? ".0" : "";
            }
            boolean again = "i".equals(left) && isOpen(value);
            return separator(place) + (again ? "0" : after(value, before));
        });
    }

    private static String identifiersAfter(String value, @Nullable String before) {
        List<String> identifiers = identifiers(value);
        List<String> last = before == null ? List.of() : identifiers(before);
        List<String> next = new ArrayList<>();
        for (int i = 0; i < identifiers.size(); i++) {
            boolean again = i > 0 && identifiers.get(i - 1).equals("i") && endsOpen(value);
            next.add(again ? "0" : after(identifiers.get(i), i < last.size() ? last.get(i) : null));
        }
        return String.join(".", next);
    }

    /** What follows in one place; what was no number counts as 0. */
    private static String after(String value, @Nullable String before) {
        BigInteger number = before != null && PreRelease.isNumber(before) ? new BigInteger(before) : BigInteger.ZERO;
        return switch (value) {
            case "i" -> number.add(BigInteger.ONE).toString();
            case "c" -> number.toString();
            default -> value;
        };
    }

    private static boolean isOpen(@Nullable String place) {
        return "i".equals(place) || "c".equals(place);
    }

    private static boolean endsOpen(@Nullable String identifiers) {
        return identifiers != null && (identifiers.endsWith(".i") || identifiers.endsWith(".c"));
    }

    private static List<String> identifiers(String value) {
        return List.of(value.split("\\.", -1));
    }

    /** The newest of these versions that the mask's numbers allow up to its first open place: the one that the next follows. */
    public Optional<OctopusVersion> newest(Collection<OctopusVersion> versions) {
        return versions.stream().filter(this::allows).max(Comparator.naturalOrder());
    }

    private boolean allows(OctopusVersion version) {
        int[] numbers = {version.major(), version.minor(), version.patch(), version.revision()};
        for (int i = 0; i < numbers.length; i++) {
            int place = MAJOR + i;
            String value = parts.map(it -> it.group(place)).orElse(null);
            if (isOpen(value)) {
                return true;
            }
            if (Numbers.of(value) != numbers[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
