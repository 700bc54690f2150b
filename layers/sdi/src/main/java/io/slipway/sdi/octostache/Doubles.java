package io.slipway.sdi.octostache;

import java.math.BigDecimal;

/** Doubles as .NET writes them: the shortest digits that lead back, an exponent only beyond 15 digits or four zeros. */
public final class Doubles {
    private static final int MAX_PLAIN = 15;
    private static final int MIN_PLAIN = -4;

    private Doubles() {}

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
