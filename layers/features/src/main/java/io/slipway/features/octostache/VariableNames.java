package io.slipway.features.octostache;

import io.slipway.features.octostache.Expression.Filtered;
import io.slipway.features.octostache.Expression.Symbol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the names of the variables that tokens use. */
final class VariableNames {
    private final Set<String> names = new LinkedHashSet<>();
    private final Deque<String> enumerators = new ArrayDeque<>();

    private VariableNames() {}

    static Set<String> in(List<TemplateToken> tokens) {
        VariableNames all = new VariableNames();
        all.add(tokens);
        return all.names;
    }

    private void add(List<TemplateToken> tokens) {
        tokens.forEach(this::add);
    }

    private void add(TemplateToken token) {
        switch (token) {
            case TemplateToken.Text text -> {}
            case TemplateToken.Substitution substitution -> add(substitution.expression());
            case TemplateToken.Choice choice -> {
                add(choice.condition().left());
                if (choice.condition().right() != null) {
                    add(choice.condition().right());
                }
                add(choice.truthy());
                add(choice.falsy());
            }
            case TemplateToken.Each each -> {
                add(each.collection());
                enumerators.push(each.enumerator());
                add(each.body());
                enumerators.pop();
            }
            case TemplateToken.Calculation calculation -> add(calculation.term());
        }
    }

    private void add(TemplateToken.Side side) {
        if (side.expression() != null) {
            add(side.expression());
        }
    }

    private void add(Term term) {
        switch (term) {
            case Term.Constant constant -> {}
            case Term.Variable variable -> add(variable.symbol());
            case Term.Operation operation -> {
                add(operation.left());
                add(operation.right());
            }
        }
    }

    private void add(Expression expression) {
        switch (expression) {
            case Filtered filtered -> {
                add(filtered.input());
                add(filtered.options());
            }
            case Symbol symbol -> add(symbol);
        }
    }

    private void add(Symbol symbol) {
        StringBuilder name = new StringBuilder();
        boolean written = true;
        for (PathStep step : symbol.steps()) {
            switch (step) {
                case PathStep.Name part ->
                    name.append(!written ? "" : name.isEmpty() ? part.text() : "." + part.text());
                case PathStep.Index index -> written = false;
                case PathStep.Lookup lookup -> {
                    written = false;
                    add(lookup.symbol());
                }
            }
        }
        boolean ofRepetition = !symbol.steps().isEmpty()
                && enumerators.stream().anyMatch(symbol.steps().getFirst().toString()::equalsIgnoreCase);
        if (!name.isEmpty() && !ofRepetition) {
            names.add(name.toString());
        }
    }
}
