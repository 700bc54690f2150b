package io.slipway.function.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Action;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.Quoted;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.QuotaCheck;
import io.slipway.core.upload.InlineBody;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.PackageIdentity;
import io.slipway.packages.feed.PackageFile;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageJson;
import io.slipway.packages.feed.PackageVersion;
import io.slipway.packages.feed.Packages;
import io.slipway.packages.feed.PublishPackage;
import io.slipway.packages.feed.StoredPackage;
import io.slipway.packages.version.VersionException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /api/{space}/packages/raw}, as in Octopus Deploy's built-in feed: publishes a file from a form, whose
 * name contains the id and the version. {@code ?overwriteMode=} is {@code FailIfExists} (the default), {@code
 * OverwriteExisting} or {@code IgnoreIfExists}; {@code ?replace=true} means {@code OverwriteExisting}. It accepts
 * files that fit into one request; for larger ones, the error describes the alternative.
 */
final class PostRawPackage implements Operation {
    private final PublishPackage publish;
    private final Packages packages;
    private final QuotaCheck quotas;

    PostRawPackage(PublishPackage publish, Packages packages, QuotaCheck quotas) {
        this.publish = publish;
        this.packages = packages;
        this.quotas = quotas;
    }

    private enum Overwrite {
        FAIL_IF_EXISTS,
        OVERWRITE_EXISTING,
        IGNORE_IF_EXISTS
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = call.hasPart("space") ? call.space() : SpaceName.DEFAULT;
        byte[] body = call.request().body().bytes();
        if (body.length > InlineBody.MAX) {
            throw tooLarge(space);
        }
        Overwrite overwrite = overwrite(call);
        Multipart.FilePart part =
                Multipart.file(call.request().header("content-type").orElse(""), body);
        PackageIdentity name = identity(part);
        PackageId id = JsonBody.valid(() -> new PackageId(name.id()));
        PackageVersion version = JsonBody.valid(() -> new PackageVersion(name.version()));
        RepositoryName repository = id.repository(space);
        if (!call.token().allows(repository, Action.PUSH)) {
            throw new RegistryException(ErrorCode.DENIED, "the token may not push " + repository.familiar());
        }
        quotas.require(space, part.content().length);
        Optional<StoredPackage> there =
                overwrite == Overwrite.IGNORE_IF_EXISTS ? packages.find(space, id, version) : Optional.empty();
        return there.map(stored -> answer(200, stored)).orElseGet(() -> {
            PublishPackage.NamedFile file = publish.store(repository, part.name(), part.content());
            PublishPackage.Published published =
                    publish.publish(space, id, version, file, overwrite == Overwrite.OVERWRITE_EXISTING);
            return answer(published.created() ? 201 : 200, published.stored());
        });
    }

    @Override
    public Set<String> parameters() {
        return Set.of("overwriteMode", "replace");
    }

    private static Overwrite overwrite(Call call) {
        String mode = call.request().parameter("overwriteMode").orElse("");
        boolean replace = call.request()
                .parameter("replace")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "" -> replace ? Overwrite.OVERWRITE_EXISTING : Overwrite.FAIL_IF_EXISTS;
            case "failifexists" -> Overwrite.FAIL_IF_EXISTS;
            case "overwriteexisting" -> Overwrite.OVERWRITE_EXISTING;
            case "ignoreifexists" -> Overwrite.IGNORE_IF_EXISTS;
            default ->
                throw JsonBody.invalid(
                        "overwriteMode must be FailIfExists, OverwriteExisting or IgnoreIfExists, but was "
                                + Quoted.of(mode));
        };
    }

    /** Reads the package's identity from the file, or else from its name. */
    private static PackageIdentity identity(Multipart.FilePart part) {
        String fileName = part.name();
        if (ArchiveFormat.of(fileName).isEmpty() || fileName.length() > PackageFile.MAX_NAME_LENGTH) {
            throw JsonBody.invalid("the file's extension must be one of " + ArchiveFormat.known());
        }
        try {
            return PackageIdentity.of(part.content(), fileName);
        } catch (VersionException e) {
            throw JsonBody.invalid("the file or its name must have an id and a version, such as Acme.Web.1.2.0.zip");
        } catch (IOException e) {
            throw new IllegalStateException("reads from memory do not fail", e);
        }
    }

    private static RegistryException tooLarge(SpaceName space) {
        return new RegistryException(
                ErrorCode.SIZE_INVALID,
                413,
                "a request must have at most " + InlineBody.MAX + " bytes; for larger packages, POST to /api/spaces/"
                        + space + "/package-uploads for a URL to upload to, or use 'slipway push'");
    }

    /** Adds the fields of Octopus's own response to ours. */
    private static Response answer(int status, StoredPackage stored) {
        ObjectNode body = PackageJson.write(stored);
        body.put("PackageId", stored.id().value())
                .put("Version", stored.version().value())
                .put("FileExtension", ArchiveFormat.extension(stored.file().name()))
                .put("PackageSizeBytes", stored.file().size());
        return JsonBody.answer(status, body);
    }
}
