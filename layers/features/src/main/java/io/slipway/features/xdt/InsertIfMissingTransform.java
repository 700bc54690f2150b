package io.slipway.features.xdt;

/** Inserts the transform's element unless the file has a matching one. */
final class InsertIfMissingTransform extends Transform {
    InsertIfMissingTransform() {
        super("InsertIfMissing", Scope.PARENT);
    }

    @Override
    void apply(Application application) throws XdtException {
        expectNoArguments(application);
        if (application.context().targets().isEmpty()) {
            Layout.append(element(application), application.context().prepared());
            application.done(
                    "Inserted '" + Application.name(application.context().element()) + "' element");
        }
    }
}
