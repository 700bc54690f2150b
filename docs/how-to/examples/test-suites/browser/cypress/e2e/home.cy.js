describe('the shop', () => {
  it('greets', () => {
    cy.visit('/');
    cy.contains('h1', 'Acme', { timeout: Cypress.env('patience') });
  });
});
