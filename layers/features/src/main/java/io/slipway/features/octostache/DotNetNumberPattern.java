package io.slipway.features.octostache;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A custom number format of .NET, culture en-US
 * (<a href="https://learn.microsoft.com/dotnet/standard/base-types/custom-numeric-format-strings">the language</a>): {@code 0} and {@code
 * #} are places for digits, {@code .} is the point, {@code ,} groups digits between places and divides by 1,000 before the point, {@code %}
 * and {@code ‰} multiply,
 * {@code E+0} is an exponent, and sections for positive numbers, negative ones and zero are separated by semicolons.
 */
final class DotNetNumberPattern {
    private static final String EXPONENT = "[eE][+-]?0+";

    private final List<String> parts;
    private int before;
    private int behind;
    private int leastBefore;
    private int leastBehind;
    private int scale;
    private boolean grouped;
    private String exponent = "";

    private DotNetNumberPattern(String section) {
        this.parts = parts(section);
        measure();
    }

    static String format(BigDecimal number, String format) {
        List<String> sections = sections(format);
        boolean negative = number.signum() < 0;
        int choice = negative && sections.size() > 1 && !sections.get(1).isEmpty() ? 1 : 0;
        choice = number.signum() == 0 && sections.size() > 2 && !sections.get(2).isEmpty() ? 2 : choice;
        DotNetNumberPattern pattern = new DotNetNumberPattern(sections.get(choice));
        BigDecimal rounded = pattern.rounded(number.abs());
        if (rounded.signum() == 0 && sections.size() > 2 && !sections.get(2).isEmpty()) {
            return new DotNetNumberPattern(sections.get(2)).write(BigDecimal.ZERO);
        }
        boolean signed = negative && choice == 0 && rounded.signum() != 0;
        return (signed ? "-" : "") + pattern.write(number.abs());
    }

    private static List<String> sections(String format) {
        List<String> sections = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        for (String part : parts(format)) {
            if (part.equals(";")) {
                sections.add(section.toString());
                section.setLength(0);
            } else {
                section.append(part);
            }
        }
        sections.add(section.toString());
        return sections;
    }

    /** Splits a format into its characters. Quoted or escaped text and an exponent stay together. */
    private static List<String> parts(String format) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < format.length(); ) {
            int end = i + 1;
            char c = format.charAt(i);
            if (c == '\'' || c == '"') {
                int close = format.indexOf(c, i + 1);
                end = close < 0 ? format.length() : close + 1;
            } else if (c == '\\') {
                end = Math.min(i + 2, format.length());
            } else if (c == 'e' || c == 'E') {
                int zeros = i + 1;
                zeros += zeros < format.length() && "+-".indexOf(format.charAt(zeros)) >= 0 ? 1 : 0;
                int last = zeros;
                while (last < format.length() && format.charAt(last) == '0') {
                    last++;
                }
                end = last > zeros ? last : end;
            }
            parts.add(format.substring(i, end));
            i = end;
        }
        return parts;
    }

    private void measure() {
        boolean point = false;
        int commas = 0;
        for (String part : parts) {
            switch (part) {
                case "0", "#" -> {
                    grouped |= commas > 0 && !point;
                    commas = 0;
                    if (point) {
                        behind++;
                        leastBehind = part.equals("0") ? behind : leastBehind;
                    } else {
                        before++;
                        leastBefore = leastBefore > 0 || part.equals("0") ? leastBefore + 1 : 0;
                    }
                }
                case "." -> {
                    scale -= point ? 0 : 3 * commas;
                    commas = 0;
                    point = true;
                }
                case "," -> commas += before > 0 && !point ? 1 : 0;
                case "%" -> scale += 2;
                case "‰" -> scale += 3;
                default -> exponent = exponent.isEmpty() && part.matches(EXPONENT) ? part : exponent;
            }
        }
        scale -= 3 * commas;
    }

    private BigDecimal rounded(BigDecimal number) {
        return exponent.isEmpty() ? number.movePointRight(scale).setScale(behind, RoundingMode.HALF_UP) : number;
    }

    private String write(BigDecimal number) {
        BigDecimal value = number.movePointRight(scale);
        int power = 0;
        if (!exponent.isEmpty() && value.signum() != 0) {
            power = value.precision() - value.scale() - Math.max(before, 1);
            value = value.movePointLeft(power);
            if (value.setScale(behind, RoundingMode.HALF_UP).precision() - behind > Math.max(before, 1)) {
                power++;
                value = value.movePointLeft(1);
            }
        }
        String text = value.setScale(behind, RoundingMode.HALF_UP).toPlainString();
        int point = text.indexOf('.');
        String whole = (point < 0 ? text : text.substring(0, point)).replaceFirst("^0+", "");
        String fraction = point < 0 ? "" : text.substring(point + 1);
        return write(whole, fraction, power);
    }

    private String write(String digits, String fraction, int power) {
        String whole = "0".repeat(Math.max(0, leastBefore - digits.length())) + digits;
        int shown = fraction.length();
        while (shown > leastBehind && fraction.charAt(shown - 1) == '0') {
            shown--;
        }
        StringBuilder out = new StringBuilder();
        int place = 0;
        int decimal = 0;
        boolean point = false;
        for (String part : parts) {
            switch (part) {
                case "0", "#" -> {
                    if (point) {
                        out.append(decimal < shown ? fraction.substring(decimal, decimal + 1) : "");
                        decimal++;
                    } else {
                        // The first place gets all digits without a place of their own.
                        int left = before - place - 1;
                        int from = place == 0 ? 0 : Math.max(0, whole.length() - left - 1);
                        append(whole, from, Math.max(from, whole.length() - left), out);
                        place++;
                    }
                }
                case "." -> {
                    out.append(!point && shown > 0 ? "." : "");
                    point = true;
                }
                case "," -> {}
                default -> out.append(part.equals(exponent) ? exponent(power) : literal(part));
            }
        }
        return out.toString();
    }

    private void append(String whole, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            out.append(whole.charAt(i));
            int left = whole.length() - i - 1;
            if (grouped && left > 0 && left % 3 == 0) {
                out.append(',');
            }
        }
    }

    private String exponent(int power) {
        int signs = exponent.length() > 1 && "+-".indexOf(exponent.charAt(1)) >= 0 ? 1 : 0;
        int zeros = exponent.length() - 1 - signs;
        String digits = Integer.toString(Math.abs(power));
        String sign = power < 0 ? "-" : exponent.charAt(1) == '+' ? "+" : "";
        return exponent.charAt(0) + sign + "0".repeat(Math.max(0, zeros - digits.length())) + digits;
    }

    private static String literal(String part) {
        char c = part.charAt(0);
        if (c == '\\') {
            return part.substring(1);
        }
        boolean quoted = c == '\'' || c == '"';
        return quoted
                ? part.substring(1, part.length() - (part.length() > 1 && part.endsWith(String.valueOf(c)) ? 1 : 0))
                : part;
    }
}
