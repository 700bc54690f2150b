package io.slipway.builds.instant;

import io.slipway.builds.attest.Attached;
import io.slipway.builds.attest.AttestedIndex;
import io.slipway.builds.attest.BillOfMaterials;
import io.slipway.builds.attest.Document;
import io.slipway.builds.attest.Provenance;
import io.slipway.builds.attest.SignedStatement;
import io.slipway.builds.attest.Signer;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.core.manifest.Descriptor;
import io.slipway.features.bill.Component;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The documents of an image: configurations, attestations, manifests.
 *
 * @param blobs the blobs that the manifests refer to, except the layers
 * @param manifests the manifests that are visible only through the index: its children and its referrers
 * @param index the tagged index, which is pushed last
 */
record ImageDocuments(List<Document> blobs, List<Document> manifests, Document index) {
    ImageDocuments {
        blobs = List.copyOf(blobs);
        manifests = List.copyOf(manifests);
    }

    /** Writes the documents of an image, from its images for each platform. */
    static ImageDocuments of(
            BuildInputs inputs,
            String host,
            List<PlatformImage> images,
            Map<InputPackage, SortedSet<Component>> components,
            Signer signer) {
        List<Document> blobs = new ArrayList<>();
        List<Document> manifests = new ArrayList<>();
        List<AttestedIndex.Image> attested = new ArrayList<>();
        Instant created = Instant.ofEpochSecond(FileNode.TIME);
        for (PlatformImage image : images) {
            var digest = image.manifest().digest();
            Map<String, byte[]> statements = new LinkedHashMap<>();
            statements.put(
                    BillOfMaterials.PREDICATE_TYPE,
                    BillOfMaterials.statement(inputs, digest, created, components, host));
            statements.put(Provenance.PREDICATE_TYPE, Provenance.ofInputs(inputs, digest, host));
            blobs.add(image.config());
            manifests.add(image.manifest());
            attested.add(new AttestedIndex.Image(image.manifest().descriptor(), image.platform(), statements));
        }
        AttestedIndex index = AttestedIndex.of(attested);
        blobs.addAll(index.blobs());
        manifests.addAll(index.attestations());
        for (Attached document : attached(inputs, host, index.index().descriptor(), components, signer)) {
            blobs.addAll(document.blobs());
            manifests.add(document.manifest());
        }
        return new ImageDocuments(blobs, manifests, index.index());
    }

    private static List<Attached> attached(
            BuildInputs inputs,
            String host,
            Descriptor image,
            Map<InputPackage, SortedSet<Component>> components,
            Signer signer) {
        Instant requested = inputs.build().requested();
        byte[] provenance = Provenance.of(inputs, image.digest(), host);
        return List.of(
                SignedStatement.of(image, provenance, Provenance.PREDICATE_TYPE, signer),
                Attached.of(
                        image,
                        Provenance.MEDIA_TYPE,
                        provenance,
                        Map.of(Provenance.PREDICATE_ANNOTATION, Provenance.PREDICATE_TYPE)),
                Attached.of(
                        image,
                        BillOfMaterials.MEDIA_TYPE,
                        BillOfMaterials.of(inputs, image.digest(), requested, components),
                        Map.of()));
    }
}
