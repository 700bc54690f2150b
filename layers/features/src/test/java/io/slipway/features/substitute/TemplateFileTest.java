package io.slipway.features.substitute;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.octostache.TemplateEngine.Variable;
import io.slipway.features.substitute.TemplateFile.Token;
import io.slipway.features.variables.VariableSet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report says which tokens were evaluated, and where they stand. */
class TemplateFileTest {
    private static final VariableSet VARIABLES = new VariableSet(
            List.of(
                    new Variable("X", "#{Y}", false),
                    new Variable("Y", "y", false),
                    new Variable("L", "1,2", false),
                    new Variable("Off", "False", false)),
            Clock.systemUTC());

    @Test
    void tokens_are_told_with_line_and_column() throws Exception {
        assertThat(outcome("a #{X}\n  #{ Y | ToUpper }#{X}\n").tokens())
                .containsExactly(new Token("X", 1, 3), new Token("Y", 2, 3), new Token("X", 2, 19));
    }

    @Test
    void what_is_escaped_or_no_token_is_not() throws Exception {
        assertThat(outcome("##{X} #{/if} #{ #{Y|}").tokens()).isEmpty();
    }

    @Test
    void only_the_branch_that_was_taken_counts() throws Exception {
        assertThat(outcome("#{if Off}#{X}#{else}\n#{Y}#{/if}").tokens())
                .containsExactly(new Token("Off", 1, 1), new Token("Y", 2, 1));
    }

    @Test
    void a_repetition_counts_once() throws Exception {
        assertThat(outcome("#{each i in L}#{i}#{Y}#{/each}").tokens())
                .containsExactly(new Token("L", 1, 1), new Token("i", 1, 15), new Token("Y", 1, 19));
    }

    @Test
    void options_and_calculations_count() throws Exception {
        assertThat(outcome("#{X | Append #{Y}}#{calc L[0]+1}#{ | NowDate yyyy}").tokens())
                .containsExactly(new Token("Y", 1, 14), new Token("X", 1, 1), new Token("| NowDate", 1, 33));
    }

    @Test
    void what_is_missing_is_told_apart() throws Exception {
        TemplateFile.Outcome outcome = outcome("#{X}\n #{Nope}");
        assertThat(outcome.tokens()).containsExactly(new Token("X", 1, 1));
        assertThat(outcome.missing()).containsExactly(new Token("Nope", 2, 2));
        assertThat(new String(outcome.bytes(), StandardCharsets.UTF_8)).isEqualTo("y\n #{Nope}");
    }

    private static TemplateFile.Outcome outcome(String text) throws Exception {
        return TemplateFile.substitute(text.getBytes(StandardCharsets.UTF_8), null, VARIABLES);
    }
}
