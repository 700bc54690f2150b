package io.slipway.builds.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.Builds;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.ChangedFile;
import io.slipway.builds.report.Mask;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.features.octostache.Variable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/spaces/<space>/builds/<id>/diff/<other>}: lists the differences between two builds in their
 * packages, base images, variables and files. For sensitive variables, it shows only whether they differ.
 */
public final class DiffBuilds implements Operation {
    /** The maximum total text of files in a response, in characters; further files are listed without their text. */
    public static final int MAX_TEXT = 3 * 1024 * 1024;

    private final BuildAccess access;
    private final BuildObjects objects;

    public DiffBuilds(Builds builds, BuildObjects objects) {
        this.access = new BuildAccess(builds);
        this.objects = objects;
    }

    @Override
    public Response handle(Call call) {
        Build left = access.visible(call, "id");
        Build right = access.visible(call, "other");
        BuildView view = new BuildView(call.request());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("left", view.write(left));
        body.set("right", view.write(right));
        packages(body.putArray("packages"), left.inputs(), right.inputs());
        baseImages(body.putArray("baseImages"), left.inputs(), right.inputs());
        variables(body.putArray("variables"), kept(left), kept(right));
        files(body.putArray("files"), files(left), files(right));
        return JsonBody.answer(200, body);
    }

    private BuildInputs kept(Build build) {
        return objects.inputs(build.id())
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.NOT_FOUND,
                        "the inputs of the build " + build.id().id() + " were deleted after "
                                + Builds.RETENTION.toDays() + " days"));
    }

    private List<ChangedFile> files(Build build) {
        return objects.report(build.id()).map(BuildReport::files).orElse(List.of());
    }

    private static void packages(ArrayNode into, BuildInputs left, BuildInputs right) {
        var before = byName(everyPackage(left), InputPackage::id);
        var after = byName(everyPackage(right), InputPackage::id);
        for (String id : names(before, after)) {
            InputPackage a = before.get(id);
            InputPackage b = after.get(id);
            if (a == null || b == null || !a.digest().equals(b.digest())) {
                into.addObject()
                        .put("id", id)
                        .put("left", a == null ? null : a.version())
                        .put("right", b == null ? null : b.version());
            }
        }
    }

    private static List<InputPackage> everyPackage(BuildInputs inputs) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(inputs.sdi()), inputs.packages().stream())
                .toList();
    }

    private static void baseImages(ArrayNode into, BuildInputs left, BuildInputs right) {
        var before = byName(left.bases(), BaseImage::named);
        var after = byName(right.bases(), BaseImage::named);
        for (String name : names(before, after)) {
            String a = digest(before.get(name));
            String b = digest(after.get(name));
            if (!Objects.equals(a, b)) {
                into.addObject().put("image", name).put("left", a).put("right", b);
            }
        }
    }

    private static @Nullable String digest(@Nullable BaseImage base) {
        return base == null ? null : base.digest().toString();
    }

    private static void variables(ArrayNode into, BuildInputs left, BuildInputs right) {
        var before = byName(left.variables(), Variable::name);
        var after = byName(right.variables(), Variable::name);
        for (String name : names(before, after)) {
            Variable a = before.get(name);
            Variable b = after.get(name);
            if (!Objects.equals(a, b)) {
                into.addObject().put("name", name).put("left", shown(a)).put("right", shown(b));
            }
        }
    }

    private static @Nullable String shown(@Nullable Variable variable) {
        return variable == null ? null : variable.sensitive() ? Mask.MASKED : variable.value();
    }

    private static void files(ArrayNode into, List<ChangedFile> left, List<ChangedFile> right) {
        var before = byName(left, ChangedFile::path);
        var after = byName(right, ChangedFile::path);
        int room = MAX_TEXT;
        for (String path : names(before, after)) {
            ChangedFile a = before.get(path);
            ChangedFile b = after.get(path);
            if (a != null && b != null && a.digest().equals(b.digest())) {
                continue;
            }
            int length = length(a) + length(b);
            boolean fits = length <= room;
            room -= fits ? length : 0;
            ObjectNode file = into.addObject().put("path", path);
            write(file, "left", a, fits);
            write(file, "right", b, fits);
        }
    }

    private static int length(@Nullable ChangedFile file) {
        return Optional.ofNullable(file)
                .map(ChangedFile::text)
                .map(String::length)
                .orElse(0);
    }

    private static void write(ObjectNode into, String side, @Nullable ChangedFile file, boolean withText) {
        if (file == null) {
            into.putNull(side);
            return;
        }
        into.putObject(side).put("digest", file.digest().toString()).put("text", withText ? file.text() : null);
    }

    private static <T> Map<String, T> byName(Collection<T> items, Function<T, String> name) {
        Map<String, T> map = new HashMap<>();
        items.forEach(item -> map.put(name.apply(item), item));
        return Collections.unmodifiableMap(map);
    }

    private static SortedSet<String> names(Map<String, ?> left, Map<String, ?> right) {
        SortedSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        return names;
    }
}
