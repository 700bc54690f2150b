package io.slipway.features.xdt;

/** Inserts the transform's element after the last child of its parent element. */
final class InsertTransform extends Transform {
    InsertTransform() {
        super("Insert", Scope.PARENT);
    }

    @Override
    void apply(Application application) throws XdtException {
        expectNoArguments(application);
        Layout.append(element(application), application.context().prepared());
        application.done("Inserted '" + Application.name(application.context().element()) + "' element");
    }
}
