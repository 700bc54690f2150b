package io.slipway.features.octostache;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats numbers and dates with .NET formats. Without a type, a number is tried first, then a date. */
final class FormatFilter {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9][0-9,]*\\.?[0-9]*|\\.[0-9]+)|(?:[0-9][0-9,]*\\.?[0-9]*|\\.[0-9]+)[+-]");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    /** The largest {@code System.Decimal}. */
    private static final BigDecimal MAX_DECIMAL = new BigDecimal("79228162514264337593543950335");

    private FormatFilter() {}

    static void register(Filters filters, ZoneId zone) {
        filters.putText("Format", (input, options) -> switch (options.size()) {
            case 1 -> untyped(input, options.getFirst(), zone);
            case 2 ->
                typed(input, Lexer.lower(options.getFirst()), options.get(1), zone)
                        .orElse(null);
            default -> null;
        });
    }

    private static @Nullable String untyped(String input, String format, ZoneId zone) {
        Optional<BigDecimal> number = decimal(input);
        return (number.isPresent()
                        ? DotNetNumber.format(number.get(), DotNetNumber.Type.DECIMAL, format)
                        : DateReader.read(input)
                                .flatMap(date -> date.withOffset(zone).format(format, zone)))
                .orElse(null);
    }

    private static Optional<String> typed(String input, String type, String format, ZoneId zone) {
        return switch (type) {
            case "int", "int32" ->
                integer(input).flatMap(number -> DotNetNumber.format(number, DotNetNumber.Type.INTEGER, format));
            case "double" ->
                Doubles.read(input).flatMap(number -> DotNetNumber.format(number, DotNetNumber.Type.DOUBLE, format));
            case "decimal" ->
                decimal(input).flatMap(number -> DotNetNumber.format(number, DotNetNumber.Type.DECIMAL, format));
            case "date", "datetime" ->
                DateReader.read(input).flatMap(date -> date.in(zone).format(format, zone));
            case "datetimeoffset" ->
                DateReader.read(input).flatMap(date -> date.withOffset(zone).format(format, zone));
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> integer(String input) {
        String text = input.strip();
        return INTEGER.matcher(text).matches() && text.length() < 100
                ? Optional.of(new BigDecimal(text))
                        .filter(it -> it.toBigInteger().bitLength() < Integer.SIZE)
                : Optional.empty();
    }

    private static Optional<BigDecimal> decimal(String input) {
        return plain(input).filter(it -> it.abs().compareTo(MAX_DECIMAL) <= 0);
    }

    /** Reads digits with a sign before or after them, and commas, which are ignored. */
    private static Optional<BigDecimal> plain(String input) {
        String text = input.strip();
        if (text.length() > 400 || !DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        boolean behind = text.endsWith("-") || text.endsWith("+");
        String digits = text.replace(",", "");
        return Optional.of(new BigDecimal(
                behind ? digits.charAt(digits.length() - 1) + digits.substring(0, digits.length() - 1) : digits));
    }
}
