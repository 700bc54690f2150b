package io.slipway.features.variables;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.octostache.Variable;
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
    void names_ignore_case_and_values_are_templates() {
        assertThat(set.value("URL")).contains(new Variables.Value("sa:hunter2@db", true, List.of("hunter2")));
        assertThat(set.value("host")).contains(new Variables.Value("db", false, List.of()));
        assertThat(set.value("Nope")).isEmpty();
    }

    @Test
    void variables_that_are_never_read_are_reported_as_unused() {
        VariableSet some = new VariableSet(
                List.of(
                        new Variable("Host", "db", false),
                        new Variable("Url", "x://#{host}", false),
                        new Variable("Port", "1", false),
                        new Variable("Item[a].Name", "n", false),
                        new Variable("Octopus.Environment.Name", "Test", false),
                        new Variable("Idle", "#{Port}", false)),
                Clock.systemUTC());
        assertThat(some.unused()).containsExactly("Host", "Url", "Port", "Item[a].Name", "Idle");
        some.evaluate("#{URL} #{each item in Item}#{item.Name}#{/each}", false);
        assertThat(some.unused()).containsExactly("Port", "Idle");
        some.value("idle");
        assertThat(some.unused()).isEmpty();
        assertThat(some.copy().unused()).hasSize(5);
    }
}
