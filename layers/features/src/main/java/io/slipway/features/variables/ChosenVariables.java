package io.slipway.features.variables;

import io.slipway.features.octostache.Variable;
import io.slipway.features.variables.DeploymentScope.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that apply to a deployment.
 *
 * @param variables each with the best matching value, in the order of their first declaration
 * @param warnings the probable mistakes, in a sentence each
 */
public record ChosenVariables(List<Variable> variables, List<String> warnings) {
    public ChosenVariables {
        variables = List.copyOf(variables);
        warnings = List.copyOf(warnings);
    }

    /** A value in scope, with the number of the file that declares it. */
    private record Candidate(int file, int fit, Declaration declaration) {}

    /** Chooses the variables of one file that apply to the deployment. */
    public static ChosenVariables of(VariableFile file, DeploymentScope scope) throws VariableFileException {
        return of(List.of(file), List.of(), scope);
    }

    /**
     * Chooses the values. The most specifically scoped value wins; among equals, the later one in the file and the
     * later file win.
     * Explicitly set values override all files. A value is also sensitive if the variable is sensitive in an earlier
     * file, whose omitted value it replaces.
     *
     * @throws MissingValuesException if the chosen value is sensitive and omitted
     */
    public static ChosenVariables of(List<VariableFile> files, List<Variable> set, DeploymentScope scope)
            throws VariableFileException {
        ScopeNames all = new ScopeNames();
        files.forEach(file -> all.addAll(file.names()));
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            VariableFile file = files.get(i);
            DeploymentScope known = known(scope, file.names(), all);
            for (Declaration declaration : file.declarations()) {
                Optional<Integer> fit = known.fit(declaration.scope());
                if (fit.isPresent()) {
                    add(candidates, new Candidate(i, fit.get(), declaration));
                }
            }
        }
        for (Variable variable : set) {
            Declaration declaration =
                    new Declaration(Place.UNKNOWN, variable.name(), variable.value(), variable.sensitive(), Map.of());
            add(candidates, new Candidate(files.size(), Integer.MAX_VALUE, declaration));
        }
        List<Variable> chosen = new ArrayList<>();
        List<Candidate> missing = new ArrayList<>();
        candidates.values().forEach(values -> choose(values, files.size(), chosen, missing));
        if (!missing.isEmpty()) {
            Candidate first = missing.getFirst();
            throw new MissingValuesException(
                    files.get(first.file()).name(),
                    first.declaration().place(),
                    missing.stream().map(it -> it.declaration().name()).toList());
        }
        addNames(chosen, candidates, scope, all);
        return new ChosenVariables(chosen, warnings(files, scope, all));
    }

    private static void add(Map<String, List<Candidate>> candidates, Candidate candidate) {
        candidates
                .computeIfAbsent(candidate.declaration().key(), key -> new ArrayList<>())
                .add(candidate);
    }

    private static void choose(List<Candidate> values, int set, List<Variable> chosen, List<Candidate> missing) {
        Candidate best = best(values).orElseThrow();
        Declaration declaration = best.declaration();
        if (declaration.lacksValue() && best.file() != set) {
            Optional<Candidate> later = best(values.stream()
                    .filter(it -> it.file() > best.file())
                    .filter(it -> !it.declaration().lacksValue())
                    .toList());
            if (later.isEmpty()) {
                missing.add(best);
                return;
            }
            chosen.add(
                    new Variable(declaration.name(), later.get().declaration().value(), true));
            return;
        }
        boolean sensitive = declaration.sensitive()
                || values.stream()
                        .anyMatch(it ->
                                it.file() < best.file() && it.declaration().sensitive());
        chosen.add(new Variable(declaration.name(), declaration.value(), sensitive));
    }

    /** Returns the value with the best scope; among equals, the last. */
    private static Optional<Candidate> best(List<Candidate> values) {
        return values.stream().reduce((first, second) -> second.fit() >= first.fit() ? second : first);
    }

    /** Returns the file's own table of names; for a file with only ids, those of the other files. */
    private static DeploymentScope known(DeploymentScope scope, ScopeNames own, ScopeNames all) {
        DeploymentScope known = scope;
        for (Dimension dimension : Dimension.values()) {
            known = known.withAliases(dimension, own.resolves(dimension) ? own : all);
        }
        return known;
    }

    /**
     * Adds Octopus's variable with the environment's name, which transforms are found by, even if the deployment
     * specifies the environment by id.
     */
    private static void addNames(
            List<Variable> chosen, Map<String, List<Candidate>> candidates, DeploymentScope scope, ScopeNames all) {
        Map<Dimension, String> variables = new LinkedHashMap<>();
        variables.put(Dimension.ENVIRONMENT, "Octopus.Environment.Name");
        variables.put(Dimension.TENANT, "Octopus.Deployment.Tenant.Name");
        variables.put(Dimension.CHANNEL, "Octopus.Release.Channel.Name");
        variables.put(Dimension.MACHINE, "Octopus.Machine.Name");
        variables.put(Dimension.ACTION, "Octopus.Action.Name");
        variables.forEach((dimension, variable) -> {
            for (String given : scope.of(dimension)) {
                String name = all.name(dimension, given);
                if (!name.equals(given) && !candidates.containsKey(variable.toUpperCase(Locale.ROOT))) {
                    chosen.add(new Variable(variable, name, false));
                }
            }
        });
    }

    private static List<String> warnings(List<VariableFile> files, DeploymentScope scope, ScopeNames all) {
        List<String> warnings = new ArrayList<>();
        // The environment comes first, because it is forgotten most often.
        List<Dimension> dimensions = List.of(Dimension.values()).stream()
                .sorted(Comparator.comparing(it -> it != Dimension.ENVIRONMENT))
                .toList();
        for (Dimension dimension : dimensions) {
            long scoped = files.stream()
                    .flatMap(file -> file.declarations().stream())
                    .filter(it -> it.scope().containsKey(dimension))
                    .count();
            if (scoped == 0) {
                continue;
            }
            List<String> given = scope.of(dimension);
            if (given.isEmpty()) {
                warnings.add("no " + dimension.word() + " is given, so "
                        + (scoped == 1 ? "a value that is" : scoped + " values that are") + " scoped to "
                        + dimension.plural() + " (" + all.shown(dimension) + ") "
                        + (scoped == 1 ? "does" : "do") + " not hold");
            } else if (given.stream().noneMatch(name -> all.knows(dimension, name))) {
                warnings.add("the " + dimension.word() + " must be one that the variables name (" + all.shown(dimension)
                        + "), but was " + String.join(", ", given));
            }
        }
        return warnings;
    }
}
