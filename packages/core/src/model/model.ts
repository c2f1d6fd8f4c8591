/** What the instances of all models are: the fields that the schema made, and those that it does not know. */
export class Model {
  constructor(fields: object) {
    // Defined, not assigned: a field is a field also where the class has a getter of that name, or it is `__proto__`.
    Object.defineProperties(this, Object.getOwnPropertyDescriptors(fields));
  }
}
