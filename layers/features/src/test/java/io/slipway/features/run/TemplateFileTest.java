package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.features.octostache.Variable;
import io.slipway.features.run.TemplateFile.FailedException;
import io.slipway.features.run.TemplateFile.Left;
import io.slipway.features.run.TemplateFile.Token;
import io.slipway.features.variables.VariableSet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The report lists the evaluated tokens and their positions. */
class TemplateFileTest {
    private static final VariableSet VARIABLES = new VariableSet(
            List.of(
                    new Variable("X", "#{Y}", false),
                    new Variable("Y", "y", false),
                    new Variable("L", "1,2", false),
                    new Variable("Off", "False", false)),
            Clock.systemUTC());

    @Test
    void tokens_are_reported_with_line_and_column() throws Exception {
        assertThat(outcome("a #{X}\n  #{ Y | ToUpper }#{X}\n").tokens())
                .containsExactly(new Token("X", 1, 3), new Token("Y", 2, 3), new Token("X", 2, 19));
    }

    @Test
    void escaped_and_incomplete_text_has_no_tokens() throws Exception {
        assertThat(outcome("##{X} #{/if} #{ #{Y|}").tokens()).isEmpty();
    }

    @Test
    void only_tokens_of_the_evaluated_branch_are_reported() throws Exception {
        assertThat(outcome("#{if Off}#{X}#{else}\n#{Y}#{/if}").tokens())
                .containsExactly(new Token("Off", 1, 1), new Token("Y", 2, 1));
    }

    @Test
    void a_token_in_a_repetition_is_reported_once() throws Exception {
        assertThat(outcome("#{each i in L}#{i}#{Y}#{/each}").tokens())
                .containsExactly(new Token("L", 1, 1), new Token("i", 1, 15), new Token("Y", 1, 19));
    }

    @Test
    void tokens_in_options_and_calculations_are_reported() throws Exception {
        assertThat(outcome("#{X | Append #{Y}}#{calc L[0]+1}#{ | NowDate yyyy}").tokens())
                .containsExactly(new Token("Y", 1, 14), new Token("X", 1, 1), new Token("| NowDate", 1, 33));
    }

    @Test
    void tokens_without_a_value_are_reported_separately() throws Exception {
        TemplateFile.Outcome outcome = outcome("#{X}\n #{Nope}");
        assertThat(outcome.tokens()).containsExactly(new Token("X", 1, 1));
        assertThat(outcome.left())
                .containsExactly(new Left("'#{Nope}' cannot be evaluated: there is no variable Nope", false, 2, 2));
        assertThat(new String(outcome.bytes(), StandardCharsets.UTF_8)).isEqualTo("y\n #{Nope}");
    }

    /** Templates, each with the position and the text of its error. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("#{X", "1:1 '#{X' is not closed: } is missing"),
                Arguments.of("a\n b #{X\nc }", "2:4 '#{X' is not closed: } is missing"),
                Arguments.of("#{X #{Y}", "1:1 '#{X #{Y}' is not closed: } is missing"),
                Arguments.of("#{X ? 1 : 2}", "1:1 '#{X ? 1 : 2}' cannot be read: '?' must not be here"),
                Arguments.of("#{}", "1:1 '#{}' cannot be read: something is missing before }"),
                Arguments.of("#{X | }", "1:1 '#{X | }' cannot be read: the name of a filter must follow |"),
                Arguments.of(
                        "#{X | Format \"#,##0\"}",
                        "1:1 '#{X | Format \"#,##0\"}' cannot be read: a text in quotes must not hold #, unless it is written "
                                + "\\\"…\\\""),
                Arguments.of("#{each x in L}#{x}", "1:1 '#{each x in L}' is not closed: #{/each} is missing"),
                Arguments.of(
                        "#{each x L}#{Y}",
                        "1:1 '#{each x L}' cannot be read: #{each} must have the form #{each item in Collection}"),
                Arguments.of("\r\n\r#{if X}a", "3:1 '#{if X}' is not closed: #{/if} is missing"),
                Arguments.of("#{if X}a#{/IF}", "1:1 '#{if X}' must be closed by #{/if}, but was closed by #{/IF}"),
                Arguments.of(
                        "#{unless X}a#{/if}",
                        "1:1 '#{unless X}' must be closed by #{/unless}, but was closed by #{/if}"),
                Arguments.of(
                        "#{if X = 1}a#{/if}",
                        "1:1 '#{if X = 1}' cannot be read: #{if} must have the form #{if A}, #{if A == B} or #{if A != B}"),
                Arguments.of("a#{/if}", "1:2 '#{/if}' closes nothing that is open"),
                Arguments.of("#{if X}\n#{Y ! 1}#{/if}", "2:1 '#{Y ! 1}' cannot be read: '!' must not be here"),
                Arguments.of("#{X | Nope}", "1:1 '#{X | Nope}' cannot be evaluated: there is no filter Nope"),
                Arguments.of(
                        "#{X | Substring 9 9}",
                        "1:1 '#{X | Substring \"9\" \"9\"}' cannot be evaluated: the filter Substring does not accept its "
                                + "input with the options '9', '9'"),
                Arguments.of(
                        "#{X | Format Int32 C}",
                        "1:1 '#{X | Format \"Int32\" \"C\"}' cannot be evaluated: the filter Format does not accept its "
                                + "input with the options 'Int32', 'C'"),
                Arguments.of("#{calc X + 1}", "1:1 '#{calc X+1}' cannot be evaluated: the value of X is not a number"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_reported_with_its_position(String template, String told) throws Exception {
        assertThat(outcome(template).left())
                .first()
                .satisfies(left -> assertThat(left.line() + ":" + left.column() + " " + left.why())
                        .isEqualTo(told))
                .satisfies(left -> assertThat(left.mistake()).isTrue());
    }

    @Test
    void a_mistake_is_reported_once_in_a_repetition_and_not_again_for_its_block() throws Exception {
        assertThat(outcome("#{each i in L}#{i | Nope}#{/each}").left()).hasSize(1);
        assertThat(outcome("#{if X}#{Y ! }#{/if}").left())
                .singleElement()
                .satisfies(left -> assertThat(left.column()).isEqualTo(8));
    }

    @Test
    void a_missing_token_in_a_variables_value_is_reported_where_the_variable_is_used() throws Exception {
        VariableSet variables = new VariableSet(List.of(new Variable("A", "a#{Gone}", false)), Clock.systemUTC());
        assertThat(TemplateFile.substitute("x #{A}".getBytes(StandardCharsets.UTF_8), null, variables)
                        .left())
                .containsExactly(new Left("the value of A holds '#{Gone}', which cannot be evaluated", false, 1, 3));
    }

    @Test
    void a_failing_template_is_reported_with_its_position() {
        VariableSet variables = new VariableSet(List.of(new Variable("A", "#{A}", false)), Clock.systemUTC());
        assertThatThrownBy(
                        () -> TemplateFile.substitute("x\r y #{A}".getBytes(StandardCharsets.UTF_8), null, variables))
                .isInstanceOfSatisfying(FailedException.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isEqualTo(4);
                })
                .hasMessageContaining("self referencing loop");
    }

    private static TemplateFile.Outcome outcome(String text) throws Exception {
        return TemplateFile.substitute(text.getBytes(StandardCharsets.UTF_8), null, VARIABLES);
    }
}
