package io.slipway.features.variables;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The scope of a deployment, which decides between the scoped values of a variable. */
public final class DeploymentScope {
    /**
     * The dimensions of scopes, the most specific first, as in Octopus's documentation ("Variables", Scope specificity): the step, the
     * target, its roles, the tenant, its tags, the environment, the channel, the process.
     */
    public enum Dimension {
        ACTION(128, "step", "steps"),
        MACHINE(64, "machine", "machines"),
        ROLE(32, "role", "roles"),
        TENANT(16, "tenant", "tenants"),
        TENANT_TAG(8, "tenant tag", "tenant tags"),
        ENVIRONMENT(4, "environment", "environments"),
        CHANNEL(2, "channel", "channels"),
        PROCESS(1, "process", "processes");

        /** The keys of a scope, for a message. */
        static final String KEYS =
                "Environment, Channel, Role (or TargetTag), Step (or Action), Machine (or Target), Tenant, TenantTag, Process";

        private final int weight;
        private final String word;
        private final String plural;

        Dimension(int weight, String word, String plural) {
            this.weight = weight;
            this.word = word;
            this.plural = plural;
        }

        /** Returns the name in messages. */
        public String word() {
            return word;
        }

        String plural() {
            return plural;
        }

        /**
         * Returns the dimension with a name, in any case, in the singular (Octopus's API) or the plural (its command
         * line and {@code ScopeValues}).
         */
        static Optional<Dimension> named(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "action", "actions", "step", "steps" -> Optional.of(ACTION);
                case "machine", "machines", "target", "targets", "deploymenttarget", "deploymenttargets" ->
                    Optional.of(MACHINE);
                case "role", "roles", "targetrole", "targetroles", "targettag", "targettags" -> Optional.of(ROLE);
                case "tenant", "tenants" -> Optional.of(TENANT);
                case "tenanttag", "tenanttags" -> Optional.of(TENANT_TAG);
                case "environment", "environments" -> Optional.of(ENVIRONMENT);
                case "channel", "channels" -> Optional.of(CHANNEL);
                case "process", "processes", "processowner", "processowners" -> Optional.of(PROCESS);
                default -> Optional.empty();
            };
        }
    }

    private final Map<Dimension, List<String>> values = new EnumMap<>(Dimension.class);
    /** The names or ids, case-folded. */
    private final Map<Dimension, Set<String>> folded = new EnumMap<>(Dimension.class);

    /** Creates an unspecific scope, to which only values without a scope apply. */
    public DeploymentScope() {}

    /** Returns this scope with these names or ids in a dimension; there may be several roles and tenant tags. */
    public DeploymentScope with(Dimension dimension, List<String> names) {
        DeploymentScope scope = new DeploymentScope();
        scope.values.putAll(values);
        scope.folded.putAll(folded);
        if (!names.isEmpty()) {
            scope.values.put(dimension, List.copyOf(names));
            scope.folded.put(
                    dimension, names.stream().map(DeploymentScope::folded).collect(Collectors.toSet()));
        }
        return scope;
    }

    /** Returns the names or ids in this dimension; empty if the deployment is unspecific. */
    public List<String> of(Dimension dimension) {
        return values.getOrDefault(dimension, List.of());
    }

    /** Returns this scope with all names and ids that are equivalent to those of a dimension. */
    DeploymentScope withAliases(Dimension dimension, ScopeNames names) {
        return with(
                dimension,
                of(dimension).stream()
                        .flatMap(name -> names.aliases(dimension, name).stream())
                        .toList());
    }

    /**
     * Rates how well a value with these scopes matches; empty if it does not apply. A more specific dimension outweighs all less specific
     * ones together.
     */
    Optional<Integer> fit(Map<Dimension, List<String>> scopes) {
        int weight = 0;
        for (Map.Entry<Dimension, List<String>> scope : scopes.entrySet()) {
            Set<String> own = folded.getOrDefault(scope.getKey(), Set.of());
            boolean holds = scope.getValue().stream().anyMatch(name -> own.contains(folded(name)));
            if (!holds) {
                return Optional.empty();
            }
            weight += scope.getKey().weight;
        }
        return Optional.of(weight);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
