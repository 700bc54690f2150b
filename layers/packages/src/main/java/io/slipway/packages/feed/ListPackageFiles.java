package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.packages.archive.ArchiveContents;
import io.slipway.packages.archive.ArchiveException;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.RangeChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET …/versions/{version}/files}: lists the files of a package without fetching the whole archive. */
public final class ListPackageFiles implements Operation {
    private final Packages packages;
    private final Blobs blobs;
    private final BlobBytes bytes;

    public ListPackageFiles(Packages packages, Blobs blobs, BlobBytes bytes) {
        this.packages = packages;
        this.blobs = blobs;
        this.bytes = bytes;
    }

    @Override
    public Response handle(Call call) {
        StoredPackage stored = PackageCalls.find(packages, call);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode files = body.putArray("files");
        ArchiveContents contents = contents(stored, PackageCalls.archive(blobs, stored));
        for (ArchiveContents.Entry entry : contents.entries()) {
            ObjectNode file = files.addObject().put("path", entry.path()).put("kind", entry.kind());
            switch (entry.kind()) {
                case "file" -> file.put("size", entry.size());
                case "link" -> file.put("target", entry.target());
                default -> {}
            }
        }
        body.put("incomplete", contents.incomplete());
        return JsonBody.answer(200, body);
    }

    private ArchiveContents contents(StoredPackage stored, StoredBlob blob) {
        ArchiveFormat format = stored.file().format();
        try {
            if (format.isZip()) {
                return ArchiveContents.ofZip(
                        new RangeChannel(blob.size(), (from, length) -> bytes.read(blob, from, length)), format);
            }
            try (InputStream in = bytes.open(blob)) {
                return ArchiveContents.ofTar(in, blob.size(), format);
            }
        } catch (ArchiveException e) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "the files of " + stored.id() + " " + stored.version() + " cannot be listed: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
