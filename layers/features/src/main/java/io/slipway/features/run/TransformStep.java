package io.slipway.features.run;

import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.text.TextException;
import io.slipway.features.transform.Pairing;
import io.slipway.features.transform.Pairing.Pair;
import io.slipway.features.transform.PairingException;
import io.slipway.features.xdt.Message;
import io.slipway.features.xdt.Message.Origin;
import io.slipway.features.xdt.TransformOutcome;
import io.slipway.features.xdt.TransformOutcome.Result;
import io.slipway.features.xdt.Transformation;
import io.slipway.features.xml.XmlException;
import io.slipway.features.xml.XmlFile;
import io.slipway.features.xml.XmlPosition;
import java.io.File;
import java.nio.file.Path;

/**
 * Runs .NET Configuration Transforms. Two flags of Octopus decide which problems are errors: {@code
 * TreatConfigTransformationWarningsAsErrors}, which is on by default, and {@code IgnoreConfigTransformationErrors}, which skips an
 * unreadable file, but not a failed transform of an element.
 */
final class TransformStep implements FeatureStep {
    private static final Feature FEATURE = Feature.CONFIGURATION_TRANSFORMS;

    private final Configuration.Transforms configuration;
    private final AppliedTransforms applied;

    TransformStep(Configuration.Transforms configuration, AppliedTransforms applied) {
        this.configuration = configuration;
        this.applied = applied;
    }

    @Override
    public void run(Overlay overlay, Targets targets, Findings findings) throws RunException {
        Pairing pairing;
        try {
            pairing = Pairing.of(
                    overlay.folder().toString().replace(File.separatorChar, '/'),
                    targets.matching("**/*").stream().map(Overlay::name).toList(),
                    new Pairing.Request(
                            configuration.additional(),
                            configuration.automatic(),
                            configuration.environment(),
                            configuration.tenant(),
                            configuration.diagnostics()));
        } catch (PairingException e) {
            throw new RunException("", String.valueOf(e.getMessage()));
        }
        for (String note : pairing.notes()) {
            findings.found(Severity.NOTE, FEATURE, "", 0, 0, note);
        }
        for (String pattern : pairing.unmatched()) {
            findings.warn(FEATURE, "", pattern);
        }
        for (Pair pair : pairing.pairs()) {
            new One(pair, overlay, findings).transform();
            applied.add(Path.of(pair.transform()));
        }
    }

    private Severity warning() {
        return configuration.ignoreErrors()
                ? Severity.NOTE
                : configuration.warningsAsErrors() ? Severity.ERROR : Severity.WARNING;
    }

    private Severity severity(Message message) {
        return switch (message.severity()) {
            case VERBOSE -> Severity.NOTE;
            case WARNING -> warning();
            case ERROR -> configuration.ignoreErrors() ? Severity.WARNING : Severity.ERROR;
        };
    }

    /** Applies one transform to one file. */
    private final class One {
        private final Pair pair;
        private final Path target;
        private final Overlay overlay;
        private final Findings findings;

        One(Pair pair, Overlay overlay, Findings findings) {
            this.pair = pair;
            this.target = Path.of(pair.target());
            this.overlay = overlay;
            this.findings = findings;
        }

        void transform() throws RunException {
            findings.note(FEATURE, target, "Transforming '" + pair.target() + "' using '" + pair.transform() + "'.");
            XmlFile source;
            XmlFile transform;
            try {
                transform = read(pair.transform());
                source = read(pair.target());
            } catch (RunException e) {
                if (!configuration.ignoreErrors()) {
                    throw e;
                }
                findings.found(
                        Severity.WARNING, FEATURE, e.file(), e.line(), e.column(), String.valueOf(e.getMessage()));
                return;
            }
            TransformOutcome outcome = Transformation.apply(source.document(), transform.document());
            outcome.messages().forEach(this::tell);
            requireSuccess(outcome);
            if (outcome.result() == Result.DONE && !outcome.changes().isEmpty()) {
                write(source, outcome);
            }
        }

        private XmlFile read(String file) throws RunException {
            try {
                return XmlFile.read(overlay.read(Path.of(file)));
            } catch (TextException e) {
                throw new RunException(file, String.valueOf(e.getMessage()));
            } catch (XmlException e) {
                throw new RunException(
                        file,
                        e.position().line(),
                        e.position().column(),
                        "the file must be XML, but is not: " + e.getMessage());
            }
        }

        private void tell(Message message) {
            boolean verbose = message.severity() == Message.Severity.VERBOSE;
            if (verbose && configuration.suppressLogging()) {
                return;
            }
            XmlPosition position = message.position();
            findings.found(
                    severity(message),
                    FEATURE,
                    message.origin() == Origin.SOURCE ? pair.target() : pair.transform(),
                    position.line(),
                    position.column(),
                    message.text());
        }

        private void requireSuccess(TransformOutcome outcome) throws RunException {
            boolean warned = !outcome.messages(Message.Severity.WARNING).isEmpty() && warning() == Severity.ERROR;
            boolean refused = outcome.result() == Result.REFUSED && !configuration.ignoreErrors();
            if (outcome.result() == Result.FAILED || warned || refused) {
                throw new RunException(
                        pair.target(),
                        "The XML configuration file " + pair.target() + " failed with transformation file "
                                + pair.transform() + ".");
            }
        }

        private void write(XmlFile source, TransformOutcome outcome) throws RunException {
            if (source.document().rootElement().isEmpty()) {
                rootless();
            }
            try {
                XmlFile.Written written = source.write();
                written.warning().ifPresent(warning -> findings.warn(FEATURE, pair.target(), warning));
                overlay.write(target, written.bytes());
            } catch (TextException e) {
                throw new RunException(pair.target(), String.valueOf(e.getMessage()));
            }
            findings.flowedOn(pair.transform(), pair.target());
            for (TransformOutcome.Applied change : outcome.changes()) {
                findings.changed(FEATURE, target, pair.transform(), change.name() + " at " + change.position());
            }
        }

        /** Reports a document without root: Octopus logs an error, but continues. */
        private void rootless() throws RunException {
            String message = "The XML configuration file " + pair.target()
                    + " no longer has a root element and is invalid after being transformed by " + pair.transform();
            if (warning() == Severity.ERROR) {
                throw new RunException(pair.target(), message);
            }
            findings.found(warning(), FEATURE, pair.target(), 0, 0, message);
        }
    }
}
