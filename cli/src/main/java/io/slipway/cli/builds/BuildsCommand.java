package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.view.ListBuilds;
import io.slipway.cli.connection.Pages;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.LimitOption;
import io.slipway.cli.output.OutputOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slipway builds}: lists the latest builds, newest first. */
@Command(name = "builds", description = "Lists builds, newest first: id, state, image, environment, request time.")
public final class BuildsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private BuildOptions options = new BuildOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description =
                    "Only builds in this state: Queued, Running, Succeeded, Failed, Cancelled or TimedOut. Repeatable.")
    private List<String> states = new ArrayList<>();

    @Option(names = "--environment", paramLabel = "E", description = "Only builds for this environment.")
    private String environment = "";

    @Option(names = "--tenant", paramLabel = "T", description = "Only builds for this tenant.")
    private String tenant = "";

    @Option(names = "--deployment", paramLabel = "D", description = "Only builds for this deployment.")
    private String deployment = "";

    @Option(names = "--package", paramLabel = "ID", description = "Only builds of this package.")
    private String packageId = "";

    @Mixin
    private LimitOption limit = new LimitOption();

    @Override
    public Integer call() throws IOException {
        int most = limit.valid();
        Map<String, String> query = query();
        BuildClient client = options.client();
        List<JsonNode> builds = new Pages("builds", "next").first(most, ListBuilds.MAX_PAGE, (size, before) -> {
            query.put("before", before);
            query.put("limit", Integer.toString(size));
            return client.list(query);
        });
        output.list(
                builds,
                Column.at("BUILD", "/id"),
                Column.at("STATE", "/state"),
                Column.at("IMAGE", "/image"),
                Column.at("ENVIRONMENT", "/deployment/environment"),
                Column.at("REQUESTED", "/created"));
        if (builds.isEmpty()) {
            options.say("no build matches; './slipway builds' without filters lists all builds");
        }
        return 0;
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("state", states.stream().map(this::state).collect(Collectors.joining(",")));
        query.put("environment", environment);
        query.put("tenant", tenant);
        query.put("deployment", deployment);
        query.put("package", packageId);
        return query;
    }

    private String state(String text) {
        return BuildState.named(text)
                .map(BuildState::word)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--state must be one of "
                                + Arrays.stream(BuildState.values())
                                        .map(BuildState::word)
                                        .collect(Collectors.joining(", "))
                                + ", but was " + text));
    }
}
