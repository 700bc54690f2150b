package io.slipway.sdi.octostache;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers by formats of .NET, culture en-US: the standard ones, and custom ones, which Java's patterns resemble. */
final class DotNetNumber {
    private static final Pattern STANDARD = Pattern.compile("([A-Za-z])(\\d{0,2})");
    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.US);

    private DotNetNumber() {}

    static Optional<String> format(BigDecimal number, String format) {
        Matcher standard = STANDARD.matcher(format);
        if (standard.matches()) {
            int digits = standard.group(2).isEmpty() ? -1 : Integer.parseInt(standard.group(2));
            return standard(number, Character.toUpperCase(standard.group(1).charAt(0)), digits, standard.group(1));
        }
        try {
            DecimalFormat custom = new DecimalFormat(format, SYMBOLS);
            custom.setRoundingMode(RoundingMode.HALF_UP);
            return Optional.of(custom.format(number));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> standard(BigDecimal number, char letter, int digits, String written) {
        return switch (letter) {
            case 'C' -> Optional.of(currency(number, digits < 0 ? 2 : digits));
            case 'D' ->
                number.stripTrailingZeros().scale() > 0
                        ? Optional.empty()
                        : Optional.of(padded(number, Math.max(digits, 1)));
            case 'F' -> Optional.of(fixed(number, digits < 0 ? 2 : digits, false));
            case 'N' -> Optional.of(fixed(number, digits < 0 ? 2 : digits, true));
            case 'P' -> Optional.of(fixed(number.movePointRight(2), digits < 0 ? 2 : digits, true) + "%");
            case 'G', 'R' -> Optional.of(Doubles.text(number.doubleValue()));
            case 'X' ->
                number.stripTrailingZeros().scale() > 0 ? Optional.empty() : Optional.of(hex(number, digits, written));
            default -> Optional.empty();
        };
    }

    private static String fixed(BigDecimal number, int digits, boolean grouped) {
        String pattern = (grouped ? "#,##0" : "0") + (digits == 0 ? "" : "." + "0".repeat(digits));
        DecimalFormat format = new DecimalFormat(pattern, SYMBOLS);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }

    private static String currency(BigDecimal number, int digits) {
        return number.signum() < 0 ? "-$" + fixed(number.negate(), digits, true) : "$" + fixed(number, digits, true);
    }

    private static String padded(BigDecimal number, int digits) {
        String text = number.abs().toBigInteger().toString();
        return (number.signum() < 0 ? "-" : "") + "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static String hex(BigDecimal number, int digits, String written) {
        String text = Integer.toHexString(number.intValue());
        String padded = "0".repeat(Math.max(0, digits - text.length())) + text;
        return written.equals("X") ? padded.toUpperCase(Locale.ROOT) : padded;
    }
}
