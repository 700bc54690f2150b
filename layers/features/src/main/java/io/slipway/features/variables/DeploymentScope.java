package io.slipway.features.variables;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** For what a deployment is, which decides between the values of a variable that are scoped. */
public final class DeploymentScope {
    /**
     * What a value may be scoped to, the most specific first, as Octopus's documentation ranks them ("Variables", Scope specificity): the step, the
     * target, its roles, the tenant, its tags, the environment, the channel, the process.
     */
    public enum Dimension {
        ACTION(128),
        MACHINE(64),
        ROLE(32),
        TENANT(16),
        TENANT_TAG(8),
        ENVIRONMENT(4),
        CHANNEL(2),
        PROCESS(1);

        private final int weight;

        Dimension(int weight) {
            this.weight = weight;
        }

        /** The dimension that a file names, in any case; {@code Step} is another word for the action, {@code Target} for the machine. */
        static Optional<Dimension> named(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "action", "step" -> Optional.of(ACTION);
                case "machine", "target" -> Optional.of(MACHINE);
                case "role", "targettag" -> Optional.of(ROLE);
                case "tenant" -> Optional.of(TENANT);
                case "tenanttag" -> Optional.of(TENANT_TAG);
                case "environment" -> Optional.of(ENVIRONMENT);
                case "channel" -> Optional.of(CHANNEL);
                case "process", "processowner" -> Optional.of(PROCESS);
                default -> Optional.empty();
            };
        }
    }

    private final Map<Dimension, List<String>> values = new EnumMap<>(Dimension.class);

    /** For nothing in particular: only values without a scope hold. */
    public DeploymentScope() {}

    /** The same, and in this dimension for these, of which roles may be several. */
    public DeploymentScope with(Dimension dimension, List<String> names) {
        DeploymentScope scope = new DeploymentScope();
        scope.values.putAll(values);
        if (!names.isEmpty()) {
            scope.values.put(dimension, List.copyOf(names));
        }
        return scope;
    }

    /**
     * How well a value that is scoped to these fits; empty where it does not hold. The more specific dimension outweighs all
     * that are less specific together.
     */
    Optional<Integer> fit(Map<Dimension, List<String>> scopes) {
        int weight = 0;
        for (Map.Entry<Dimension, List<String>> scope : scopes.entrySet()) {
            boolean holds = values.getOrDefault(scope.getKey(), List.of()).stream()
                    .anyMatch(own -> scope.getValue().stream().anyMatch(own::equalsIgnoreCase));
            if (!holds) {
                return Optional.empty();
            }
            weight += scope.getKey().weight;
        }
        return Optional.of(weight);
    }
}
