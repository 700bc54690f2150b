package io.slipway.features.octostache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.features.CpuTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions work as in .NET. */
class DotNetRegexTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                // expression ~ replacement ~ input ~ result
                "[a-z-[aeiou]] ~ _ ~ abcde ~ a___e",
                "[^a-c-[x-z]] ~ _ ~ abxyd- ~ abxy__",
                "[\\w-[\\d_]]+ ~ W ~ ab1_c ~ W1_W",
                "[a-z-[d-w-[m]]]+ ~ _ ~ abcdmw ~ _d_w",
                "[]a]+ ~ _ ~ x]a] ~ x_",
                "[[a&&b]+ ~ _ ~ [a&&b]c ~ _]c",
                "(?<year>\\d{4})-(?<month>\\d\\d) ~ ${month}/${year} ~ 2024-05 ~ 05/2024",
                "(?'a'x)(y) ~ $1-$2-${a} ~ xy ~ y-x-x",
                "(?<a_1>x)\\k<a_1> ~ <${a_1}> ~ axxb ~ a<x>b",
                "(?<7>x)(y) ~ $7$1$2 ~ xy ~ xy$2",
                "(?<n>a)|(?<n>b) ~ [${n}] ~ ab ~ [a][b]",
                "(a)(b)?\\2 ~ _ ~ abb ~ _",
                "(.)\\1 ~ <$1> ~ aabbc ~ <a><b>c",
                "(?n)(a)(?<b>c) ~ $1 ~ ac ~ c",
                "(?i)ÄB ~ _ ~ äb ~ _",
                "(?i:a)b ~ _ ~ AbAB ~ _AB",
                "a(?i)b|c ~ _ ~ aBC ~ __",
                "(?x) a [ b] # comment ~ _ ~ xa by ~ x_by",
                "(?-i)a ~ _ ~ aA ~ _A",
                "a(?#comment)b ~ _ ~ ab ~ _",
                "\\d+ ~ _ ~ a١٢ ~ a_",
                "\\w+ ~ _ ~ äß-ü ~ _-_",
                "\\bö\\b ~ _ ~ ö öö ~ _ öö",
                "\\p{IsGreek}+ ~ _ ~ aαβ ~ a_",
                "\\p{Lu} ~ _ ~ aÄb ~ a_b",
                "x{,2} ~ _ ~ x{,2} ~ _",
                "{a} ~ _ ~ {a} ~ _",
                "a{2,}? ~ _ ~ aaaa ~ __",
                "\\x41\\u0042\\103 ~ _ ~ ABC ~ _",
                "[\\b\\-] ~ _ ~ a-b ~ a_b",
                "(?<=a)b(?!c) ~ _ ~ abc ab ~ abc a_",
                "(?>a+)b ~ _ ~ aab ~ _",
                "x* ~ - ~ axb ~ -a--b-",
                "b ~ $`|$'|$&|$_|$$ ~ abc ~ aa|c|b|abc|$c",
                "(a)(b) ~ $+ ~ ab ~ b",
                "(a) ~ $10 ${x} $ $a \\n ~ a ~ $10 ${x} $ $a \\n",
                "a ~ $0$0 ~ a ~ aa",
                "^ ~ > ~ ab ~ >ab",
                "[^\\W\\d]+ ~ _ ~ a1_ ~ _1_"
            })
    void a_replacement_gives_the_same_result_as_in_net(
            String expression, String replacement, String input, String result) {
        assertThat(replace(expression, replacement, input)).isEqualTo(result);
    }

    @Test
    void only_a_line_feed_ends_a_line() {
        assertThat(replace("(?m)^", ">", "a\nb\n")).isEqualTo(">a\n>b\n>");
        assertThat(replace("(?m)$", "<", "a\r\nb")).isEqualTo("a\r<\nb<");
        assertThat(replace("a$", "_", "a\n")).isEqualTo("_\n");
        assertThat(replace("a$", "_", "a\r")).isEqualTo("a\r");
        assertThat(replace("a.", "_", "a\ra\n")).isEqualTo("_a\n");
        assertThat(replace("(?s)a.", "_", "a\n")).isEqualTo("_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "[a",
                "a**",
                "a++",
                "*a",
                "{1}",
                "\\",
                "\\1",
                "(a)\\2",
                "\\k<x>",
                "\\p{Nonsense}",
                "\\pL",
                "\\h",
                "\\Q",
                "[z-a]",
                "(?P<a>b)",
                "(?",
                "(?<>a)",
                "(?<a",
                "[a-\\d]",
                "\\x4",
                "(?#a"
            })
    void expressions_that_net_rejects_are_rejected(String expression) {
        assertThatExceptionOfType(OctostacheException.class)
                .isThrownBy(() -> replace(expression, "", "abc"))
                .withMessageStartingWith("The regular expression ");
    }

    @ParameterizedTest
    @CsvSource({
        "(?<open-close>a), a balancing group (?<open-close>…)",
        "(?<-a>b), a balancing group (?<-a>…)",
        "(?(a)b|c), a condition (?(…)…)"
    })
    void an_error_describes_the_unsupported_syntax(String expression, String what) {
        assertThatExceptionOfType(OctostacheException.class)
                .isThrownBy(() -> replace(expression, "", "abc"))
                .withMessageContaining("it uses " + what + ", which is not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a|aa)+$", "(\\w|a)*b", "(a|b|ab)*(a*)*c\\1"})
    void an_expression_that_takes_too_long_is_aborted(String expression) {
        assertThatExceptionOfType(OctostacheException.class)
                .isThrownBy(() -> replace(expression, "", "a".repeat(5_000) + "!"))
                .withMessageMatching("The regular expression.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*x"})
    void an_expression_with_expensive_backtracking_completes_within_the_limit(String expression) throws Exception {
        CpuTime.within(
                Duration.ofSeconds(10),
                () -> assertThat(replace(expression, "", "a".repeat(2_000) + "!"))
                        .endsWith("!"));
    }

    private static String replace(String expression, String replacement, String input) {
        TemplateEngine engine = new TemplateEngine(
                List.of(
                        new Variable("I", input, false),
                        new Variable("E", expression, false),
                        new Variable("R", replacement, false)),
                Clock.systemUTC(),
                Map.of());
        return Objects.requireNonNull(
                engine.evaluate("#{I | Replace #{E}#{R}}", true).text());
    }
}
