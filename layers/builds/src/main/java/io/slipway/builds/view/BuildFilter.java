package io.slipway.builds.view;

import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.core.error.Quoted;
import io.slipway.core.http.Request;
import io.slipway.core.route.JsonBody;
import io.slipway.packages.feed.PackageId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Filters a list of builds. Names are compared ignoring case, as in Octopus.
 *
 * @param states the states; empty for all
 * @param environment the environment's name
 * @param tenant the tenant's name
 * @param deployment the deployment's id
 * @param sdi the id of the package with the Dockerfile
 */
record BuildFilter(
        Set<BuildState> states,
        Optional<String> environment,
        Optional<String> tenant,
        Optional<String> deployment,
        Optional<String> sdi)
        implements Predicate<Build> {
    /** The query parameters. */
    static final Set<String> PARAMETERS = Set.of("state", "environment", "tenant", "deployment", "package");

    static BuildFilter of(Request request) {
        Set<BuildState> states = EnumSet.noneOf(BuildState.class);
        request.parameter("state").ifPresent(list -> {
            for (String word : list.split(",", -1)) {
                states.add(BuildState.named(word)
                        .filter(state -> state.word().equals(word))
                        .orElseThrow(() -> JsonBody.invalid("the parameter state must be a list of "
                                + Arrays.stream(BuildState.values())
                                        .map(BuildState::word)
                                        .collect(Collectors.joining(", "))
                                + ", but was " + Quoted.of(word))));
            }
        });
        return new BuildFilter(
                states,
                name(request, "environment", name -> DeploymentTarget.validName("environment", name)),
                name(request, "tenant", name -> DeploymentTarget.validName("tenant", name)),
                name(request, "deployment", DeploymentTarget::validId),
                name(request, "package", id -> new PackageId(id).value()));
    }

    private static Optional<String> name(Request request, String parameter, UnaryOperator<String> valid) {
        return request.parameter(parameter).map(text -> JsonBody.valid(() -> valid.apply(text)));
    }

    @Override
    public boolean test(Build build) {
        DeploymentTarget target = build.inputs().deployment();
        return (states.isEmpty() || states.contains(build.state()))
                && same(environment, target.environment())
                && same(tenant, Optional.ofNullable(target.tenant()).orElse(""))
                && same(deployment, target.id())
                && same(sdi, build.inputs().sdi().id());
    }

    private static boolean same(Optional<String> wanted, String value) {
        return wanted.isEmpty() || wanted.get().toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT));
    }
}
