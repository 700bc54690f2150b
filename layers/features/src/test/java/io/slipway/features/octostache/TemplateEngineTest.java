package io.slipway.features.octostache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.features.CpuTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateEngineTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2030-05-22T12:00:00Z"), ZoneOffset.UTC);
    private static final List<Variable> VARIABLES = List.of(
            plain("Name", "web"),
            plain("Greeting", "Hello #{Name}"),
            plain("Hosts[a].Port", "80"),
            plain("Hosts[b].Port", "81"),
            plain("Words", "x,y,,z"),
            plain("Json", "{\"items\":[1,2.50,true,null],\"o\":{\"k\":\"v\"}}"),
            plain("Date", "2030-05-22 09:05:00"),
            plain("Yes", "1"),
            plain("Suffixed", "5f"),
            plain("Thousand", "1,000"),
            plain("Behind", "5-"),
            plain("Padded", "\u00a0x"),
            plain("Version", "1.2.3"),
            plain("Uri", "HTTP://Example.COM:80/a/../b c"),
            plain("Short", "YmF"),
            plain("No", " no "),
            new Variable("Password", "hunter2", true),
            new Variable("Expression", "(hunter2", true),
            plain("Indirect", "p=#{Password}"),
            plain("Loop", "#{Loop}"));

    private final TemplateEngine engine = new TemplateEngine(VARIABLES, NOON, Map.of());

    private static Variable plain(String name, String value) {
        return new Variable(name, value, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "#{Name} ~ web",
                "#{ NAME } ~ web",
                "#{Greeting}! ~ Hello web!",
                "#{Hosts[b].Port} ~ 81",
                "#{Hosts[*].Port} ~ 80",
                "#{each h in Hosts}#{h}=#{h.Port};#{/each} ~ a=80;b=81;",
                "#{each w in Words}[#{w}]#{/each} ~ [x][y][][z]",
                "#{each i in Json.items}#{i}|#{/each} ~ 1|2.5|True||",
                "#{Json.o.k}#{Json.o} ~ v{\"k\":\"v\"}",
                "#{Yes.x}#{Json.items[0].x} ~ #{Yes.x}#{Json.items[0].x}",
                "#{if Yes}a#{else}b#{/if}#{if No}a#{else}b#{/if} ~ ab",
                "#{unless Yes}a#{else}b#{/unless} ~ b",
                "#{if Name == \"web\"}a#{elseif Yes}b#{/if} ~ a",
                "#{if Name != \"web\"}a#{elseif Yes}b#{/if} ~ b",
                "#{if Nope == Nada}a#{/if} ~ a",
                "#{Name | ToUpper | Append - s} ~ WEB-s",
                "#{Name | Replace \"(e)\" \"<$1>\"} ~ w<e>b",
                "#{Name | Substring 1 2} ~ eb",
                "#{Date | AddDays 1 | Format \"yyyy-MM-dd\"} ~ 2030-05-23",
                "#{ | NowDateUtc \"HH:mm\"} ~ 12:00",
                "#{calc 2*(3+1)} ~ 8",
                "##{Name} ~ #{Name}",
                "a # b ## c ~ a # b ## c",
                "#{Nope | ToUpper} ~ #{Nope | ToUpper}",
                "#{calc Suffixed+1} ~ #{Suffixed+1}",
                "#{calc Thousand+1} ~ 1001",
                "#{Thousand | Format double N0} ~ 1,000",
                "#{Behind | Format decimal N0}#{Behind | Format double N0} ~ -5#{Behind | Format \"double\" \"N0\"}",
                "#{Padded | Trim start now}. ~ x.",
                "#{Padded | Trim}. ~ x.",
                "#{Version | VersionMajor please} ~ 1",
                "#{Uri | UriPart Host} ~ example.com",
                "#{Uri | UriPart AbsoluteUri} ~ http://example.com/b%20c",
                "#{Uri | UriPart Path} ~ /b c",
                "#{Greeting | UriPart IsAbsoluteUri} ~ false",
                "#{Greeting | UriPart Host} ~ [UriPart Host error: This operation is not supported for a relative"
                        + " URI.]",
                "#{Name | Sha1 base64} ~ #{Name | Sha1 \"base64\"}"
            })
    void evaluates(String template, String expected) {
        assertThat(engine.evaluate(template, true).text()).isEqualTo(expected);
    }

    @Test
    void tokens_of_missing_variables_stay_and_are_reported_once() {
        TemplateResult evaluation = engine.evaluate("#{A} #{Name} #{A} #{B.c}", true);
        assertThat(evaluation.text()).isEqualTo("#{A} web #{A} #{B.c}");
        assertThat(evaluation.error()).contains("The following tokens were unable to be evaluated: '#{A}', '#{B.c}'");
    }

    @Test
    void a_mistake_makes_the_whole_template_literal_or_only_itself() {
        String template = "#{Name} #{ bad$ } #{Name}";
        assertThat(engine.evaluate(template, true).text()).isEqualTo(template);
        assertThat(engine.evaluate(template, true).error()).isPresent();
        assertThat(engine.evaluate(template, false).text()).isEqualTo("web #{ bad$ } web");
    }

    @ParameterizedTest
    @CsvSource({
        "#{Password}, true",
        "#{Indirect}, true",
        "#{if Password}x#{/if}, true",
        "#{Indirect | Sha256}, true",
        "#{Name}, false"
    })
    void a_text_that_a_sensitive_value_flows_into_is_sensitive(String template, boolean sensitive) {
        assertThat(engine.evaluate(template, true).sensitive()).isEqualTo(sensitive);
    }

    @Test
    void a_variable_that_refers_to_itself_is_rejected() {
        assertThatExceptionOfType(OctostacheException.class)
                .isThrownBy(() -> engine.evaluate("#{Loop}", true))
                .withMessageContaining("(Loop -> Loop)");
    }

    @Test
    void base64_without_padding_is_rejected() {
        assertThatExceptionOfType(OctostacheException.class)
                .isThrownBy(() -> engine.evaluate("#{Short | FromBase64}", true));
    }

    @ParameterizedTest
    @CsvSource({
        "#{Password | Append \"@!\" | VersionMajor}",
        "#{Name | Replace #{Expression} x}",
        "#{Password | FromBase64}"
    })
    void the_report_of_a_mistake_does_not_quote_a_sensitive_value(String template) {
        assertThatExceptionOfType(OctostacheException.class)
                .isThrownBy(() -> engine.evaluate(template, true))
                .withMessageNotContaining("hunter2")
                .withMessageContaining("sensitive");
    }

    @Test
    void variables_that_grow_without_bounds_are_aborted() {
        List<Variable> bomb = new ArrayList<>();
        bomb.add(plain("v0", "x".repeat(1000)));
        for (int i = 1; i < 40; i++) {
            bomb.add(plain("v" + i, "#{v" + (i - 1) + "}#{v" + (i - 1) + "}"));
        }
        assertThatExceptionOfType(OctostacheException.class)
                .isThrownBy(() -> new TemplateEngine(bomb, NOON, Map.of()).evaluate("#{v39}", true));
    }

    @Test
    void a_regular_expression_of_exponential_time_is_aborted() throws Exception {
        TemplateEngine hostile = new TemplateEngine(List.of(plain("A", "a".repeat(300))), NOON, Map.of());
        CpuTime.within(
                Duration.ofSeconds(20),
                () -> assertThatExceptionOfType(OctostacheException.class)
                        .isThrownBy(() -> hostile.evaluate("#{A | Match \"(.*)(.*)(.*)(.*)(.*)(.*)b\"}", true)));
    }

    @Test
    void a_template_that_is_nested_too_deeply_is_rejected() {
        String deep = "#{if Yes}".repeat(5_000) + "x" + "#{/if}".repeat(5_000);
        assertThat(engine.evaluate(deep, true).error()).isPresent();
    }

    @Test
    void ten_thousand_tokens_take_linear_time() throws Exception {
        String template =
                "some text around #{Name} and more of it, so that there is something to copy; ".repeat(10_000);
        TemplateResult evaluation = CpuTime.within(Duration.ofSeconds(10), () -> engine.evaluate(template, false));
        assertThat(evaluation.text())
                .hasSize(template.length() - 10_000 * "#{Name}".length() + 10_000 * "web".length());
    }
}
