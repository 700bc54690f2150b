package io.slipway.cli.variables;

import io.slipway.features.variables.ScopeParts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options for the parts of a deployment, other than its environment, that choose between scoped values. Each is a name
 * or an id in Octopus.
 */
public final class ScopeOptions implements ScopeParts {
    @Option(names = "--tenant", paramLabel = "NAME", description = "The tenant.")
    private @Nullable String tenant;

    @Option(
            names = "--tenant-tag",
            paramLabel = "TAG",
            description = "A tag of the tenant, such as Regions/EU. Repeatable.")
    private List<String> tenantTags = new ArrayList<>();

    @Option(names = "--channel", paramLabel = "NAME", description = "The release's channel.")
    private @Nullable String channel;

    @Option(
            names = {"--role", "--target-tag"},
            paramLabel = "NAME",
            description = "A role (target tag) of the machine. Repeatable.")
    private List<String> roles = new ArrayList<>();

    @Option(
            names = {"--machine", "--target"},
            paramLabel = "NAME",
            description = "The machine (deployment target).")
    private @Nullable String machine;

    @Option(
            names = {"--step", "--action"},
            paramLabel = "NAME",
            description = "The step (action).")
    private @Nullable String step;

    @Option(names = "--process", paramLabel = "NAME", description = "The deployment process or runbook.")
    private @Nullable String process;

    @Override
    public @Nullable String tenant() {
        return tenant;
    }

    @Override
    public List<String> tenantTags() {
        return tenantTags;
    }

    @Override
    public @Nullable String channel() {
        return channel;
    }

    @Override
    public List<String> roles() {
        return roles;
    }

    @Override
    public @Nullable String machine() {
        return machine;
    }

    @Override
    public @Nullable String step() {
        return step;
    }

    @Override
    public @Nullable String process() {
        return process;
    }
}
