/** Takes what a call cost. Names are `<system>.<unit>`: `dynamodb.writeUnits`. */
export interface Meter {
  count(name: string, amount: number): void;
}
