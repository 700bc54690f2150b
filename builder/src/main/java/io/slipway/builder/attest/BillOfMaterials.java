package io.slipway.builder.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.BaseImage;
import io.slipway.builds.BuildInputs;
import io.slipway.builds.InputPackage;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.time.Instant;

/** The packages that an image was made of, in SPDX 2.3 (https://spdx.github.io/spdx-spec/v2.3/). What lies inside of them is not looked at. */
public final class BillOfMaterials {
    /** The media type of the document, and the artifact type under which it is found. */
    public static final String MEDIA_TYPE = "application/spdx+json";

    private static final String IMAGE = "SPDXRef-Image";
    private static final String UNKNOWN = "NOASSERTION";

    private final ArrayNode packages;
    private final ArrayNode relationships;

    private BillOfMaterials(ObjectNode document) {
        this.packages = document.putArray("packages");
        this.relationships = document.putArray("relationships");
    }

    /** The document about an image. */
    public static byte[] of(BuildInputs inputs, Digest image, Instant created) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("spdxVersion", "SPDX-2.3").put("dataLicense", "CC0-1.0").put("SPDXID", "SPDXRef-DOCUMENT");
        document.put("name", inputs.image());
        document.put(
                "documentNamespace",
                "urn:slipway:build:" + inputs.build().space() + ":"
                        + inputs.build().id());
        ObjectNode creation = document.putObject("creationInfo").put("created", created.toString());
        creation.putArray("creators").add("Tool: slipway-" + inputs.builder());
        BillOfMaterials bill = new BillOfMaterials(document);
        bill.add(IMAGE, inputs.repository().familiar(), inputs.tag().value(), image);
        bill.relate("SPDXRef-DOCUMENT", "DESCRIBES", IMAGE);
        bill.made(inputs.sdi(), 0);
        for (int i = 0; i < inputs.packages().size(); i++) {
            bill.made(inputs.packages().get(i), i + 1);
        }
        for (int i = 0; i < inputs.bases().size(); i++) {
            bill.based(inputs.bases().get(i), i);
        }
        return Provenance.bytes(document);
    }

    private void made(InputPackage it, int number) {
        String id = "SPDXRef-Package-" + number;
        add(id, it.id(), it.version(), it.digest()).put("packageFileName", it.fileName());
        relate(IMAGE, "CONTAINS", id);
    }

    private void based(BaseImage it, int number) {
        String id = "SPDXRef-Base-" + number;
        add(id, it.repository().familiar(), it.named(), it.digest());
        relate(IMAGE, "DESCENDANT_OF", id);
    }

    private ObjectNode add(String id, String name, String version, Digest digest) {
        ObjectNode node =
                packages.addObject().put("SPDXID", id).put("name", name).put("versionInfo", version);
        node.put("downloadLocation", UNKNOWN).put("filesAnalyzed", false);
        node.put("licenseConcluded", UNKNOWN).put("licenseDeclared", UNKNOWN).put("copyrightText", UNKNOWN);
        node.putArray("checksums")
                .addObject()
                .put("algorithm", digest.algorithm() == DigestAlgorithm.SHA256 ? "SHA256" : "SHA512")
                .put("checksumValue", digest.hex());
        return node;
    }

    private void relate(String from, String kind, String to) {
        relationships
                .addObject()
                .put("spdxElementId", from)
                .put("relationshipType", kind)
                .put("relatedSpdxElement", to);
    }
}
