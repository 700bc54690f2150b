package io.slipway.features.variables;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.octostache.TemplateEngine.Variable;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariableSetTest {
    private final VariableSet set = new VariableSet(
            List.of(
                    new Variable("Host", "db", false),
                    new Variable("Password", "hunter2", true),
                    new Variable("Url", "sa:#{password}@#{Host}", false)),
            Clock.systemUTC());

    @Test
    void names_have_no_case_and_values_are_templates() {
        assertThat(set.value("URL")).contains(new Variables.Value("sa:hunter2@db", true));
        assertThat(set.value("host")).contains(new Variables.Value("db", false));
        assertThat(set.value("Nope")).isEmpty();
    }

    @Test
    void with_masks_nothing_knows_the_sensitive_values() {
        VariableSet masked = set.masked("***");
        assertThat(masked.value("Url")).contains(new Variables.Value("sa:***@db", true));
        assertThat(masked.value("Host")).isEqualTo(set.value("Host"));
    }
}
