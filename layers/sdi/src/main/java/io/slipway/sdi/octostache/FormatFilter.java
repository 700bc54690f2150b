package io.slipway.sdi.octostache;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers and dates by formats of .NET. Without a type a number is tried first, then a date. */
final class FormatFilter {
    private FormatFilter() {}

    static void register(Filters filters) {
        filters.putText("Format", FormatFilter::format);
    }

    private static @Nullable String format(String input, List<String> options) {
        return switch (options.size()) {
            case 1 ->
                number(input)
                        .flatMap(number -> DotNetNumber.format(number, options.getFirst()))
                        .or(() -> date(input, options.getFirst()))
                        .orElse(null);
            case 2 ->
                typed(input, Lexer.lower(options.getFirst()), options.get(1)).orElse(null);
            default -> null;
        };
    }

    private static Optional<String> typed(String input, String type, String format) {
        return switch (type) {
            case "int", "int32" ->
                number(input)
                        .filter(number -> number.stripTrailingZeros().scale() <= 0)
                        .flatMap(number -> DotNetNumber.format(number, format));
            case "double", "decimal" -> number(input).flatMap(number -> DotNetNumber.format(number, format));
            case "date", "datetime", "datetimeoffset" -> date(input, format);
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> number(String input) {
        try {
            return Optional.of(new BigDecimal(input.strip().replace(",", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> date(String input, String format) {
        return DotNetDate.parse(input).flatMap(date -> date.format(format));
    }
}
