package io.slipway.features.octostache;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads and writes doubles as .NET does: with the shortest digits that give the same double, and an exponent only beyond 15 digits or four
 * zeros.
 */
public final class Doubles {
    private static final int MAX_PLAIN = 15;
    private static final int MIN_PLAIN = -4;

    /** .NET's style for floats: no sign after the digits, and commas among them are ignored. */
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:[0-9][0-9,]*(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?");
    /** The maximum length of a text, more than the digits of any double. A longer text would only cost time. */
    private static final int MAX_LENGTH = 400;

    private Doubles() {}

    /** Reads a text as {@code double.TryParse} does, if it is a number in the range of doubles. */
    static Optional<BigDecimal> read(String text) {
        String trimmed = DotNetSpaces.trim(text);
        return trimmed.length() <= MAX_LENGTH && FLOAT.matcher(trimmed).matches()
                ? Optional.of(new BigDecimal(trimmed.replace(",", "")))
                        .filter(number -> !Double.isInfinite(number.doubleValue()))
                : Optional.empty();
    }

    /** Writes a number. */
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
