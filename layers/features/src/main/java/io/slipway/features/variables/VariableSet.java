package io.slipway.features.variables;

import io.slipway.features.octostache.Filter;
import io.slipway.features.octostache.TemplateEngine;
import io.slipway.features.octostache.TemplateResult;
import io.slipway.features.octostache.Variable;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Variables by name, ignoring case. Their values are templates, which may refer to each other. */
public final class VariableSet implements Variables {
    private final List<Variable> variables;
    private final Map<String, Variable> byName = new TreeMap<>(Comparator.comparing(VariableSet::folded));
    private final Clock clock;
    private final Map<String, Filter> extensions;
    private final TemplateEngine engine;
    private final Set<String> asked = new HashSet<>();

    /** @param variables in the order of their declaration; of two with the same name, the later one wins */
    public VariableSet(List<Variable> variables, Clock clock) {
        this(variables, clock, Map.of());
    }

    /** @param extensions additional filters, which cannot replace the built-in ones */
    public VariableSet(List<Variable> variables, Clock clock, Map<String, Filter> extensions) {
        this.variables = List.copyOf(variables);
        variables.forEach(variable -> byName.put(variable.name(), variable));
        this.clock = clock;
        this.extensions = extensions;
        this.engine = new TemplateEngine(variables, clock, extensions);
    }

    /** Returns the same variables, all of them marked as unused. */
    public VariableSet copy() {
        return new VariableSet(variables, clock, extensions);
    }

    /** Returns the variables that were used neither by name nor in a template, without Octopus's own. */
    public List<String> unused() {
        return names().stream()
                .filter(name -> !folded(name).startsWith("OCTOPUS."))
                .filter(name -> !asked.contains(folded(name)) && !engine.used(name))
                .toList();
    }

    private static String folded(String name) {
        return name.toUpperCase(java.util.Locale.ROOT);
    }

    @Override
    public List<String> names() {
        return variables.stream().map(Variable::name).distinct().toList();
    }

    @Override
    public Optional<Value> value(String name) {
        asked.add(folded(name));
        return raw(name).map(variable -> {
            if (variable.value() == null) {
                return new Value(null, variable.sensitive(), List.of());
            }
            TemplateResult evaluation = engine.evaluate(variable.value(), true);
            boolean whole = variable.sensitive() && evaluation.text() != null;
            return new Value(
                    evaluation.text(),
                    evaluation.sensitive() || variable.sensitive(),
                    whole ? List.of(evaluation.text()) : evaluation.secrets());
        });
    }

    /** Returns the variables as they were declared. */
    public List<Variable> declared() {
        return variables;
    }

    /** Returns a variable as it was declared. */
    public Optional<Variable> raw(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Evaluates a template with these variables, like {@link TemplateEngine#evaluate}. */
    public TemplateResult evaluate(@Nullable String template, boolean haltOnError) {
        return engine.evaluate(template == null ? "" : template, haltOnError);
    }
}
