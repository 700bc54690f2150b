package io.slipway.builds.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.Builds;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.ChangedFile;
import io.slipway.builds.report.Mask;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.features.octostache.Variable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /api/spaces/<space>/builds/<id>/report}: describes the progress of a build: the times of its stages, its
 * variables, the files that features changed, and warnings. Sensitive values are masked. Lists are empty if the
 * report or the inputs are no longer kept.
 */
public final class GetBuildReport implements Operation {
    private final BuildAccess access;
    private final BuildObjects objects;

    public GetBuildReport(Builds builds, BuildObjects objects) {
        this.access = new BuildAccess(builds);
        this.objects = objects;
    }

    @Override
    public Response handle(Call call) {
        Build build = access.visible(call, "id");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Optional<BuildReport> report = objects.report(build.id());
        ArrayNode stages = body.putArray("stages");
        report.ifPresent(it -> it.millis()
                .forEach((stage, millis) ->
                        stages.addObject().put("stage", stage.word()).put("milliseconds", millis)));
        variables(
                body.putArray("variables"),
                objects.inputs(build.id()).map(BuildInputs::variables).orElse(List.of()));
        ArrayNode files = body.putArray("files");
        report.ifPresent(it -> it.files().forEach(file -> write(files.addObject(), file)));
        ArrayNode warnings = body.putArray("warnings");
        report.ifPresent(it -> it.warnings().forEach(warnings::add));
        return JsonBody.answer(200, body);
    }

    private static void variables(ArrayNode into, List<Variable> variables) {
        variables.stream()
                .sorted(Comparator.comparing(Variable::name))
                .forEach(variable -> into.addObject()
                        .put("name", variable.name())
                        .put("value", variable.sensitive() ? Mask.MASKED : variable.value())
                        .put("sensitive", variable.sensitive()));
    }

    private static void write(ObjectNode into, ChangedFile file) {
        into.put("path", file.path()).put("digest", file.digest().toString());
        ArrayNode features = into.putArray("features");
        file.features().forEach(features::add);
    }
}
