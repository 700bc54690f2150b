package io.slipway.features.xdt;

/** Puts the transform's element behind the last child of the element that it would be in. */
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
