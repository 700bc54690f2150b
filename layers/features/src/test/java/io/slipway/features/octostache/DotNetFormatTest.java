package io.slipway.features.octostache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and dates are formatted as in .NET, culture en-US. */
class DotNetFormatTest {
    /** Half past three at night, in a zone with an offset that is not a whole number of hours. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-02-29T22:00:00Z"), ZoneId.of("Asia/Kolkata"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "int ~ 42 ~ D5 ~ 00042",
                "int ~ -42 ~ D5 ~ -00042",
                "int ~ 255 ~ X4 ~ 00FF",
                "int ~ -1 ~ x ~ ffffffff",
                "int ~ 5 ~ B8 ~ 00000101",
                "int ~ 1234 ~ N0 ~ 1,234",
                "int ~ 1234567 ~ E2 ~ 1.23E+006",
                "int ~ 7 ~ 000 ~ 007",
                "double ~ 1234.5678 ~ F2 ~ 1234.57",
                "double ~ 0.000012345 ~ G3 ~ 1.23E-05",
                "double ~ 1234567 ~ G3 ~ 1.23E+06",
                "double ~ 1e3 ~ R ~ 1000",
                "double ~ 0.1234 ~ P1 ~ 12.3%",
                "double ~ -0.001 ~ F2 ~ -0.00",
                "double ~ 12345.678 ~ e3 ~ 1.235e+004",
                "decimal ~ 1.50 ~ G ~ 1.50",
                "decimal ~ -1234.567 ~ C ~ -$1,234.57",
                "decimal ~ 1234.5 ~ #,##0.00 ~ 1,234.50",
                "decimal ~ 0.5 ~ #.## ~ .5",
                "decimal ~ 0 ~ #.## ~ ``",
                "decimal ~ 0 ~ 0.## ~ 0",
                "decimal ~ 1234567 ~ #,##0,.0 ~ 1,234.6",
                "decimal ~ 1234567 ~ 0,, ~ 1",
                "decimal ~ 0.256 ~ 0.0% ~ 25.6%",
                "decimal ~ 5 ~ 00.0 'kg' ~ 05.0 kg",
                "decimal ~ -5 ~ 0.0;(0.0);zero ~ (5.0)",
                "decimal ~ 0 ~ 0.0;(0.0);zero ~ zero",
                "decimal ~ 0.01 ~ 0.0;(0.0);zero ~ zero",
                "decimal ~ -5 ~ 0.0 ~ -5.0",
                "decimal ~ 123456 ~ 0.00E+00 ~ 1.23E+05",
                "decimal ~ 0.00012 ~ 0.0e0 ~ 1.2e-4",
                "decimal ~ 1234567890 ~ (###) ###-#### ~ (123) 456-7890",
                "decimal ~ 12 ~ \\#0 ~ #12",
                "decimal ~ 2.5 ~ 0 ~ 3",
                "date ~ 2024-05-06T07:08:09.1230000 ~ yyyy-MM-dd HH:mm:ss.fff ~ 2024-05-06 07:08:09.123",
                "date ~ 2024-05-06 07:08:09.5 ~ ss.FFF ~ 09.5",
                "date ~ 2024-05-06 07:08:09 ~ ss.FFF ~ 09",
                "date ~ 2024-05-06 17:08 ~ h:mm t ~ 5:08 P",
                "date ~ 5/6/2024 5:08 PM ~ HH:mm ~ 17:08",
                "date ~ Mon, 06 May 2024 10:00:00 GMT ~ s ~ 2024-05-06T15:30:00",
                "date ~ May 6, 2024 ~ dddd d MMMM yy ~ Monday 6 May 24",
                "date ~ 2024-05-06T10:00:00Z ~ zzz ~ +05:30",
                "date ~ 2024-05-06 ~ %d ~ 6",
                "date ~ 2024-05-06 ~ d ~ 5/6/2024",
                "date ~ 2024-05-06 ~ yyyy'y' \\d gg ~ 2024y d A.D.",
                "datetimeoffset ~ 2024-05-06T10:00:00+02:00 ~ R ~ Mon, 06 May 2024 08:00:00 GMT",
                "datetimeoffset ~ 2024-05-06T10:00:00+02:00 ~ u ~ 2024-05-06 08:00:00Z",
                "datetimeoffset ~ 2024-05-06T10:00:00Z ~ O ~ 2024-05-06T10:00:00.0000000+00:00",
                "datetimeoffset ~ 2024-05-06 10:00 ~ K z ~ +05:30 +5",
                "datetimeoffset ~ 2024-05-06T10:00:00-03:30 ~ zz z ~ -03 -3"
            })
    void a_value_is_formatted_as_in_net(String type, String value, String format, String result) {
        assertThat(format(type, value, format)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "int ~ 1.5 ~ D",
                "int ~ 2147483648 ~ D",
                "int ~ 1 ~ Z",
                "decimal ~ 1 ~ D",
                "decimal ~ 1 ~ X",
                "decimal ~ 1 ~ R",
                "double ~ one ~ F",
                "date ~ 2024-13-01 ~ d",
                "date ~ 2024-05-06 ~ J",
                "date ~ 2024-05-06 ~ %%",
                "date ~ 25:00 ~ d",
                "day ~ 2024-05-06 ~ d"
            })
    void values_that_net_cannot_format_are_left_unchanged(String type, String value, String format) {
        assertThat(format(type, value, format)).startsWith("#{V | Format ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "#{ | NowDate} ~ 2024-03-01T03:30:00.0000000",
                "#{ | NowDateUtc} ~ 2024-02-29T22:00:00.0000000Z",
                "#{ | NowDate \"yyyy-MM-dd zzz\"} ~ 2024-03-01 +05:30",
                "#{ | NowDate | AddDays -29} ~ 2024-02-01T03:30:00.0000000",
                "#{ | NowDateUtc | AddHours \"1.5\"} ~ 2024-02-29T23:30:00.0000000Z",
                "#{ | NowDateUtc | AddMonths 1} ~ #{ | NowDateUtc | AddMonths \"1\"}",
                "#{ | NowDateUtc | AddDays 1e9} ~ #{ | NowDateUtc | AddDays \"1e9\"}"
            })
    void now_filters_return_the_current_time(String template, String result) {
        assertThat(new TemplateEngine(List.of(), CLOCK, Map.of())
                        .evaluate(template, true)
                        .text())
                .isEqualTo(result);
    }

    private static String format(String type, String value, String format) {
        TemplateEngine engine = new TemplateEngine(
                List.of(new Variable("V", value, false), new Variable("F", format, false)), CLOCK, Map.of());
        return String.valueOf(
                engine.evaluate("#{V | Format " + type + " #{F}}", true).text());
    }
}
