package io.slipway.features.octostache;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Doubles as .NET writes them: the shortest digits that lead back, an exponent only beyond 15 digits or four zeros. */
public final class Doubles {
    private static final int MAX_PLAIN = 15;
    private static final int MIN_PLAIN = -4;

    /** .NET's style for floats: no sign behind the digits, and commas among them mean nothing. */
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:[0-9][0-9,]*(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?");
    /** More digits than any double has; a longer text would only cost time. */
    private static final int MAX_LENGTH = 400;

    private Doubles() {}

    /** What {@code double.TryParse} makes of a text, if it is a number that a double can hold. */
    static Optional<BigDecimal> read(String text) {
        String trimmed = Spaces.trim(text);
        return trimmed.length() <= MAX_LENGTH && FLOAT.matcher(trimmed).matches()
                ? Optional.of(new BigDecimal(trimmed.replace(",", "")))
                        .filter(number -> !Double.isInfinite(number.doubleValue()))
                : Optional.empty();
    }

    /** The text of a number. */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= MIN_PLAIN && exponent < MAX_PLAIN) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = value < 0 ? "-" : "";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
        return sign + mantissa + "E" + (exponent < 0 ? "-" : "+") + power;
    }
}
