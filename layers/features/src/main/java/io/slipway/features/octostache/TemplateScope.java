package io.slipway.features.octostache;

import io.slipway.features.octostache.Expression.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks up names: in the variables, or in a repetition and then in the scopes around it. */
final class TemplateScope {
    private final Binding binding;
    private final @Nullable TemplateScope parent;
    private final Run run;
    /** The symbols being resolved, the last one first. */
    private final Deque<Symbol> open = new ArrayDeque<>(2);

    private final Set<String> openNames = new HashSet<>(2);

    TemplateScope(Binding binding, @Nullable TemplateScope parent, Run run) {
        this.binding = binding;
        this.parent = parent;
        this.run = run;
    }

    TemplateScope inner(Binding locals) {
        return new TemplateScope(locals, this, run);
    }

    /** Resolves a symbol, and evaluates its value; empty if it has none. */
    Optional<Binding> resolve(Symbol symbol, TemplateFindings findings) {
        if (parent != null && binding.isEmpty()) {
            return parent.resolve(symbol, findings);
        }
        String name = symbol.toString().toUpperCase(Locale.ROOT);
        checkNoLoop(symbol, name);
        open.push(symbol);
        openNames.add(name);
        try {
            List<PathStep> steps = new ArrayList<>();
            for (PathStep step : symbol.steps()) {
                steps.add(step instanceof PathStep.Lookup lookup ? index(lookup) : step);
            }
            Binding place = binding;
            for (PathStep step : steps) {
                Optional<Binding> next = child(place, step).or(orJson(place, step, findings));
                if (next.isEmpty()) {
                    return parent == null ? Optional.empty() : parent.resolve(new Symbol(steps), findings);
                }
                place = next.get();
            }
            return Optional.of(evaluated(place, findings));
        } finally {
            open.pop();
            openNames.remove(name);
        }
    }

    private PathStep index(PathStep.Lookup lookup) {
        String text = resolve(lookup.symbol(), new TemplateFindings())
                .map(Binding::value)
                .orElse("");
        return new PathStep.Index(text);
    }

    private static Optional<Binding> child(Binding place, PathStep step) {
        return switch (step) {
            case PathStep.Name name -> place.named(name.text());
            case PathStep.Index index ->
                index.text().equals("*") && !place.indexed().isEmpty()
                        ? Optional.of(place.indexed().values().iterator().next())
                        : place.indexed(index.text());
            case PathStep.Lookup lookup -> Optional.empty();
        };
    }

    private Supplier<Optional<Binding>> orJson(Binding place, PathStep step, TemplateFindings findings) {
        return () -> {
            if (place.value() == null || place.value().isEmpty()) {
                return Optional.empty();
            }
            String property = switch (step) {
                case PathStep.Name name -> name.text();
                case PathStep.Index index -> index.text();
                case PathStep.Lookup lookup -> "";
            };
            run.used(place);
            // The unevaluated value first, because it may refer to itself.
            return JsonValues.property(place.value(), property, place.sensitive(), run.zone())
                    .or(() -> inEvaluated(place, property, findings));
        };
    }

    private Optional<Binding> inEvaluated(Binding place, String property, TemplateFindings findings) {
        if (!String.valueOf(place.value()).contains("#{")) {
            return Optional.empty();
        }
        try {
            Binding value = evaluated(place, findings);
            return JsonValues.property(String.valueOf(value.value()), property, value.sensitive(), run.zone());
        } catch (OctostacheException e) {
            // It refers to itself, so it has no properties.
            return Optional.empty();
        }
    }

    /** Evaluates a value, which is a template too. An evaluated value has no children. */
    private Binding evaluated(Binding place, TemplateFindings findings) {
        run.used(place);
        String value = place.value();
        if (value == null) {
            return place;
        }
        List<TemplateToken> tokens = place.tokens();
        if (tokens.isEmpty()) {
            return new Binding(value, place.sensitive());
        }
        StringBuilder out = new StringBuilder();
        findings.addAll(new Evaluator(run).evaluate(tokens, inner(new Binding()), out));
        return new Binding(out.toString(), place.sensitive());
    }

    /** Returns the items of a collection: indexed children, items of JSON, or the parts between commas. */
    List<Binding> items(Symbol collection, TemplateFindings findings) {
        Optional<Binding> place = resolve(collection, findings);
        if (place.isEmpty()) {
            return List.of();
        }
        if (!place.get().indexed().isEmpty()) {
            return List.copyOf(place.get().indexed().values());
        }
        String value = place.get().value();
        if (value == null) {
            return List.of();
        }
        boolean sensitive = place.get().sensitive();
        return JsonValues.items(value, sensitive, run.zone()).orElseGet(() -> {
            List<Binding> items = new ArrayList<>();
            for (String item : value.split(",", -1)) {
                items.add(new Binding(item, sensitive));
            }
            return items;
        });
    }

    private void checkNoLoop(Symbol symbol, String name) {
        for (TemplateScope scope = this; scope != null; scope = scope.parent) {
            if (scope.openNames.contains(name)) {
                throw new OctostacheException("An attempt to parse the variable symbol \"" + symbol
                        + "\" appears to have resulted in a self referencing loop (" + chain(symbol)
                        + "). Ensure that recursive loops do not exist in the variable values.");
            }
        }
    }

    private String chain(Symbol symbol) {
        Deque<String> names = new ArrayDeque<>();
        names.push(symbol.toString());
        for (TemplateScope scope = this; scope != null; scope = scope.parent) {
            for (Symbol name : scope.open) {
                if (names.isEmpty() || !String.valueOf(names.peek()).equals(name.toString()) || names.size() == 1) {
                    names.push(name.toString());
                }
            }
        }
        return String.join(" -> ", names);
    }
}
