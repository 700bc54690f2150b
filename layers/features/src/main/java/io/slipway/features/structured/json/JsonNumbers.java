package io.slipway.features.structured.json;

import io.slipway.features.octostache.Doubles;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers as Json.NET does in files, and as .NET does in variables. */
final class JsonNumbers {
    private static final Pattern STRICT = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
    private static final Pattern DECIMAL = Pattern.compile("-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]+");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]+");
    private static final Pattern LEADING_ZERO = Pattern.compile("0[0-9]+");

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern WITH_THOUSANDS =
            Pattern.compile("[-+]?(?:[0-9][0-9,]*(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
    /** More digits than any double has; a longer text would only cost time. */
    private static final int MAX_LENGTH = 400;

    private JsonNumbers() {}

    /** Returns whether the text is a number in a file. */
    static boolean valid(String text) {
        return LEADING_ZERO.matcher(text).matches()
                ? OCTAL.matcher(text).matches()
                : DECIMAL.matcher(text).matches() || HEXADECIMAL.matcher(text).matches();
    }

    /** Returns a valid number in a form that every JSON reader accepts. */
    static String strict(String text) {
        if (STRICT.matcher(text).matches()) {
            return text;
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return new BigInteger(text.substring(2), 16).toString();
        }
        if (OCTAL.matcher(text).matches()) {
            return new BigInteger(text, 8).toString();
        }
        if (!DECIMAL.matcher(text).matches()) {
            return '"' + text + '"';
        }
        String sign = text.startsWith("-") ? "-" : "";
        String digits =
                text.substring(sign.length()).replaceFirst("\\.(?![0-9])", "").replaceFirst("^0+(?=[0-9])", "");
        return sign + (digits.startsWith(".") ? "0" : "") + digits;
    }

    /** Returns the text that replaces a number, if the variable is a number. */
    static Optional<String> of(String variable) {
        String text = trimmed(variable);
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (INTEGER.matcher(text).matches()) {
            BigInteger integer = new BigInteger(text);
            if (integer.bitLength() < Long.SIZE) {
                return Optional.of(integer.toString());
            }
        }
        if (!WITH_THOUSANDS.matcher(text).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text.replace(",", ""));
        if (Double.isInfinite(number)) {
            return Optional.empty();
        }
        String written = Doubles.text(number);
        return Optional.of(written.indexOf('.') < 0 && written.indexOf('E') < 0 ? written + ".0" : written);
    }

    /** Returns the text that replaces a boolean, if the variable is a boolean. */
    static Optional<String> booleanOf(String variable) {
        String text = variable.strip();
        if (text.equalsIgnoreCase("true")) {
            return Optional.of("true");
        }
        return text.equalsIgnoreCase("false") ? Optional.of("false") : Optional.empty();
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
