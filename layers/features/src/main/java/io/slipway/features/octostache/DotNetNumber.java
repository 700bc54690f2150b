package io.slipway.features.octostache;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes numbers by the standard formats of .NET, culture en-US. {@link DotNetNumberPattern} has the other formats. */
final class DotNetNumber {
    private static final Pattern STANDARD = Pattern.compile("([A-Za-z])(\\d{0,2})");
    private static final int DEFAULT_DIGITS = 2;
    private static final int DEFAULT_EXPONENT_DIGITS = 6;

    /** The types of numbers in .NET. Some formats apply only to some types. */
    enum Type {
        INTEGER,
        DECIMAL,
        DOUBLE
    }

    private DotNetNumber() {}

    /** Formats the number; empty if the format is invalid for it in .NET. */
    static Optional<String> format(BigDecimal number, Type type, String format) {
        if (format.isEmpty()) {
            return Optional.of(general(number, type, -1, 'G'));
        }
        Matcher standard = STANDARD.matcher(format);
        if (!standard.matches()) {
            return Optional.of(DotNetNumberPattern.format(number, format));
        }
        char letter = standard.group(1).charAt(0);
        int digits = standard.group(2).isEmpty() ? -1 : Integer.parseInt(standard.group(2));
        int decimals = digits < 0 ? DEFAULT_DIGITS : digits;
        boolean whole = type == Type.INTEGER;
        return switch (Character.toUpperCase(letter)) {
            case 'C' -> Optional.of(signed(number, type, "$", fixed(number.abs(), decimals, true)));
            case 'D' -> whole ? Optional.of(padded(number, digits)) : Optional.empty();
            case 'E' -> Optional.of(exponential(number, digits < 0 ? DEFAULT_EXPONENT_DIGITS : digits, letter));
            case 'F' -> Optional.of(signed(number, type, "", fixed(number.abs(), decimals, false)));
            case 'G' -> Optional.of(general(number, type, digits, letter));
            case 'N' -> Optional.of(signed(number, type, "", fixed(number.abs(), decimals, true)));
            case 'P' ->
                Optional.of(
                        signed(number, type, "", fixed(number.movePointRight(2).abs(), decimals, true) + "%"));
            case 'R' -> type == Type.DOUBLE ? Optional.of(general(number, type, -1, 'G')) : Optional.empty();
            case 'X' -> whole ? Optional.of(radix(number, digits, letter)) : Optional.empty();
            case 'B' ->
                whole ? Optional.of(padded(Integer.toBinaryString(number.intValue()), digits)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Adds the sign. Of numbers rounded to zero, only doubles keep it. */
    private static String signed(BigDecimal number, Type type, String before, String text) {
        boolean sign =
                number.signum() < 0 && (type == Type.DOUBLE || text.chars().anyMatch(c -> c >= '1' && c <= '9'));
        return (sign ? "-" : "") + before + text;
    }

    private static String fixed(BigDecimal number, int decimals, boolean grouped) {
        String text = number.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
        return grouped ? grouped(text) : text;
    }

    /** Adds commas between groups of three digits before the point. */
    static String grouped(String text) {
        int point = text.indexOf('.');
        StringBuilder out = new StringBuilder(text);
        for (int i = (point < 0 ? text.length() : point) - 3; i > 0; i -= 3) {
            out.insert(i, ',');
        }
        return out.toString();
    }

    private static String padded(BigDecimal number, int digits) {
        return (number.signum() < 0 ? "-" : "")
                + padded(number.abs().toBigInteger().toString(), digits);
    }

    private static String padded(String text, int digits) {
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static String radix(BigDecimal number, int digits, char letter) {
        String text = padded(Integer.toHexString(number.intValue()), digits);
        return letter == 'X' ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String exponential(BigDecimal number, int decimals, char letter) {
        BigDecimal rounded = number.round(new MathContext(decimals + 1, RoundingMode.HALF_UP));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        return mantissa + letter + (exponent < 0 ? "-" : "+") + padded(Integer.toString(Math.abs(exponent)), 3);
    }

    /** Returns the shorter of both notations. A decimal keeps its trailing zeros. */
    private static String general(BigDecimal number, Type type, int digits, char letter) {
        if (digits <= 0) {
            return type == Type.DOUBLE ? Doubles.text(number.doubleValue()) : number.toPlainString();
        }
        BigDecimal rounded = number.round(new MathContext(digits, RoundingMode.HALF_UP));
        rounded = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent > -5 && exponent < digits) {
            return rounded.toPlainString();
        }
        char sign = exponent < 0 ? '-' : '+';
        char e = Character.isUpperCase(letter) ? 'E' : 'e';
        return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString()
                + e
                + sign
                + padded(Integer.toString(Math.abs(exponent)), 2);
    }
}
