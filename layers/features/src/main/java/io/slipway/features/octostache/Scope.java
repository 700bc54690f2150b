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

/** Where names are looked up: the variables, or the names of a repetition before those around it. */
final class Scope {
    private final Binding binding;
    private final @Nullable Scope parent;
    private final Run run;
    /** What is being resolved, the last one first. */
    private final Deque<Symbol> open = new ArrayDeque<>(2);

    private final Set<String> openNames = new HashSet<>(2);

    Scope(Binding binding, @Nullable Scope parent, Run run) {
        this.binding = binding;
        this.parent = parent;
        this.run = run;
    }

    Scope inner(Binding locals) {
        return new Scope(locals, this, run);
    }

    /** What a symbol leads to, evaluated; empty where it leads nowhere. */
    Optional<Binding> resolve(Symbol symbol, Findings findings) {
        if (parent != null && binding.isEmpty()) {
            return parent.resolve(symbol, findings);
        }
        String name = symbol.toString().toUpperCase(Locale.ROOT);
        checkNoLoop(symbol, name);
        open.push(symbol);
        openNames.add(name);
        try {
            List<Step> steps = new ArrayList<>();
            for (Step step : symbol.steps()) {
                steps.add(step instanceof Step.Lookup lookup ? index(lookup) : step);
            }
            Binding place = binding;
            for (Step step : steps) {
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

    private Step index(Step.Lookup lookup) {
        String text =
                resolve(lookup.symbol(), new Findings()).map(Binding::value).orElse("");
        return new Step.Index(text);
    }

    private static Optional<Binding> child(Binding place, Step step) {
        return switch (step) {
            case Step.Name name -> place.named(name.text());
            case Step.Index index ->
                index.text().equals("*") && !place.indexed().isEmpty()
                        ? Optional.of(place.indexed().values().iterator().next())
                        : place.indexed(index.text());
            case Step.Lookup lookup -> Optional.empty();
        };
    }

    private Supplier<Optional<Binding>> orJson(Binding place, Step step, Findings findings) {
        return () -> {
            if (place.value() == null || place.value().isEmpty()) {
                return Optional.empty();
            }
            String property = switch (step) {
                case Step.Name name -> name.text();
                case Step.Index index -> index.text();
                case Step.Lookup lookup -> "";
            };
            run.used(place);
            // As it is written first: what it names may be in itself.
            return JsonValues.property(place.value(), property, place.sensitive(), run.zone())
                    .or(() -> inEvaluated(place, property, findings));
        };
    }

    private Optional<Binding> inEvaluated(Binding place, String property, Findings findings) {
        if (!String.valueOf(place.value()).contains("#{")) {
            return Optional.empty();
        }
        try {
            Binding value = evaluated(place, findings);
            return JsonValues.property(String.valueOf(value.value()), property, value.sensitive(), run.zone());
        } catch (OctostacheException e) {
            // It leads to itself, so there is nothing in it.
            return Optional.empty();
        }
    }

    /** A value is a template too. What is evaluated has no children any more. */
    private Binding evaluated(Binding place, Findings findings) {
        run.used(place);
        String value = place.value();
        if (value == null) {
            return place;
        }
        List<Token> tokens = place.tokens();
        if (tokens.isEmpty()) {
            return new Binding(value, place.sensitive());
        }
        StringBuilder out = new StringBuilder();
        findings.addAll(new Evaluator(run).evaluate(tokens, inner(new Binding()), out));
        return new Binding(out.toString(), place.sensitive());
    }

    /** The items of a collection: indexed children, or those of JSON, or what stands between commas. */
    List<Binding> items(Symbol collection, Findings findings) {
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
        for (Scope scope = this; scope != null; scope = scope.parent) {
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
        for (Scope scope = this; scope != null; scope = scope.parent) {
            for (Symbol name : scope.open) {
                if (names.isEmpty() || !String.valueOf(names.peek()).equals(name.toString()) || names.size() == 1) {
                    names.push(name.toString());
                }
            }
        }
        return String.join(" -> ", names);
    }
}
